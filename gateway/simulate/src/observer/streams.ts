/** What the observer watches: each party's changes as far as they are told to everybody at once. */
export const streams = {
  case: /* GraphQL */ `
    subscription {
      event: complaintChanged {
        cursor
        kind
        at
        complaint {
          id
          number
          title
          state
          clocks {
            kind
            startedAt
            dueAt
            stoppedAt
            state
          }
        }
      }
    }
  `,
  escalation: /* GraphQL */ `
    subscription {
      event: complaintEscalated {
        cursor
        kind
        at
        escalation {
          id
          level
          state
          dueAt
          firm {
            id
          }
          complaint {
            id
          }
        }
      }
    }
  `,
  order: /* GraphQL */ `
    subscription {
      event: workOrderChanged {
        cursor
        kind
        at
        workOrder {
          id
          number
          state
          complaint {
            id
          }
          clocks {
            kind
            startedAt
            dueAt
            stoppedAt
          }
        }
      }
    }
  `,
  help: /* GraphQL */ `
    subscription {
      event: helpRequestChanged {
        cursor
        kind
        at
        helpRequest {
          id
          state
          deadlineAt
          confirmedAt
          complaint {
            id
          }
        }
      }
    }
  `,
  task: /* GraphQL */ `
    subscription {
      event: cleaningTaskChanged {
        cursor
        kind
        at
        task {
          id
          number
          state
          complaint {
            id
          }
          clocks {
            kind
            startedAt
            dueAt
            stoppedAt
          }
        }
      }
    }
  `,
  ticket: /* GraphQL */ `
    subscription {
      event: hotlineTicketChanged {
        cursor
        kind: step
        at
        hotlineTicket {
          id
          number
          state
          complaint {
            id
          }
        }
      }
    }
  `,
  conduct: /* GraphQL */ `
    subscription {
      event: conductCaseChanged {
        cursor
        kind: step
        at
        conductCase {
          id
          firm {
            id
          }
          complaint {
            id
          }
        }
      }
    }
  `,
  takeover: /* GraphQL */ `
    subscription {
      event: takeoverChanged {
        cursor
        kind: step
        at
        takeover {
          id
          state
        }
      }
    }
  `,
  agreement: /* GraphQL */ `
    subscription {
      event: agreementChanged {
        cursor
        kind
        at
        agreement {
          id
          state
        }
      }
    }
  `,
} as const;

export type StreamName = keyof typeof streams;

/** A firm's own affairs, which are told firm by firm. */
export const firmStreams = {
  duty: /* GraphQL */ `
    subscription ($firm: ID!) {
      event: dailyTaskChanged(firm: $firm) {
        cursor
        kind
        at
        task {
          id
          state
        }
      }
    }
  `,
  home: /* GraphQL */ `
    subscription ($firm: ID!) {
      event: homeOrderChanged(firm: $firm) {
        cursor
        kind
        at
        order {
          id
          state
        }
      }
    }
  `,
  settlement: /* GraphQL */ `
    subscription ($firm: ID!) {
      event: settlementChanged(firm: $firm) {
        cursor
        kind
        at
        settlement {
          id
        }
        dispute {
          id
          state
        }
      }
    }
  `,
  report: /* GraphQL */ `
    subscription ($firm: ID!) {
      event: monthlyReportChanged(firm: $firm) {
        cursor
        kind
        at
        report {
          id
          state
        }
      }
    }
  `,
} as const;

export type FirmStreamName = keyof typeof firmStreams;
