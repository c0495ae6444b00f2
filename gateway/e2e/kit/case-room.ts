/** What a grid worker sees of a case: one selection, over all five parties. */
export const caseRoom = /* GraphQL */ `
  fragment CaseRoom on Complaint {
    id
    number
    title
    state
    place
    reporter {
      name
      phone
      masked
    }
    community {
      name
      grid {
        name
      }
      firm {
        shortName
      }
    }
    responsibleFirm {
      shortName
      hotline
    }
    contract {
      number
      firm {
        shortName
      }
    }
    contractClauses {
      number
      title
    }
    workOrders {
      id
      number
      state
      assignee {
        name
      }
      photos {
        url
      }
    }
    cleaningTasks {
      number
      state
      cleaner {
        name
      }
      checkIns {
        method
        verb
      }
    }
    helpRequests {
      id
      number
      state
      summary
      offers {
        id
        state
        firm {
          shortName
        }
        expert {
          name
          phone
        }
      }
      acceptedOffer {
        id
        expert {
          name
        }
      }
    }
    clocks {
      kind
      state
      dueAt
    }
    timeline {
      kind
      by
      organisation
      note
    }
    viewers {
      name
    }
    steps
  }
`;

export const caseRoomQuery = /* GraphQL */ `
  query CaseRoom($number: String!) {
    complaint(number: $number) {
      ...CaseRoom
    }
  }
  ${caseRoom}
`;

export const caseRoomSubscription = /* GraphQL */ `
  subscription CaseRoomLive($id: ID!) {
    complaintChanged(id: $id) {
      kind
      complaint {
        ...CaseRoom
      }
    }
  }
  ${caseRoom}
`;

export const askAllFirms = /* GraphQL */ `
  mutation AskAllFirms($input: AskAllFirmsInput!) {
    askAllFirms(input: $input) {
      id
      number
      state
    }
  }
`;

export const offerHelp = /* GraphQL */ `
  mutation OfferHelp($input: OfferHelpInput!) {
    offerHelp(input: $input) {
      id
      state
    }
  }
`;
