/** One row of the error table: what a code means, how HTTP says it, and what its reader can do. */
export interface ErrorRow {
  /** HTTP status when the whole request is refused for this reason; a field error is always sent with 200. */
  readonly status: number;
  /** What happened, for a developer. */
  readonly meaning: string;
  /** What the reader can do about it. */
  readonly remedy: string;
  /** The same for a person at a screen, Chinese first. */
  readonly zh: string;
  readonly en: string;
}

const row = (
  status: number,
  meaning: string,
  remedy: string,
  zh: string,
  en: string,
): ErrorRow => ({
  status,
  meaning,
  remedy,
  zh,
  en,
});

/**
 * Every code that the hub or a subgraph may put in `errors[].extensions.code`.
 * Codes are stable: one may be added, none may change its meaning.
 */
export const errorTable = {
  BAD_REQUEST: row(
    400,
    "The request is not a well-formed GraphQL request: its JSON, its method or its fields are wrong.",
    "Send a JSON object with a `query` string.",
    "请求格式有误",
    "The request is malformed",
  ),
  PAYLOAD_TOO_LARGE: row(
    413,
    "The request body is larger than the hub accepts.",
    "Send less at once; the limit stands in the message.",
    "提交的内容过大",
    "The request is too large",
  ),
  GRAPHQL_PARSE_FAILED: row(
    400,
    "The document is not GraphQL.",
    "Correct the syntax at the location given.",
    "查询语句有语法错误",
    "The query has a syntax error",
  ),
  GRAPHQL_VALIDATION_FAILED: row(
    400,
    "The document does not fit the schema: an unknown field, argument, type or enum value.",
    "Compare it with the schema; the message names the place.",
    "查询与数据目录不符",
    "The query does not fit the schema",
  ),
  QUERY_PLANNING_FAILED: row(
    500,
    "No way through the parties leads to all that the operation asks for, though the schema allows it.",
    "Ask without the field, or on the object's own type; tell the parties, whose schemas do not fit.",
    "无法为该查询制定执行计划",
    "The query cannot be planned",
  ),
  BAD_USER_INPUT: row(
    400,
    "A variable does not fit its type.",
    "Send the variable as the operation declares it.",
    "填写的内容类型不对",
    "A value has the wrong type",
  ),
  OPERATION_RESOLUTION_FAILURE: row(
    400,
    "The document holds several operations and none, or an unknown one, was named.",
    "Send `operationName`.",
    "未指明要执行的操作",
    "No operation was chosen",
  ),
  PERSISTED_QUERY_NOT_FOUND: row(
    200,
    "The hub does not know a document with this hash.",
    "Send the hash together with the document once.",
    "未登记的查询",
    "The persisted query is unknown",
  ),
  UNAUTHENTICATED: row(
    401,
    "The request carries no token.",
    "Sign in and send `Authorization: Bearer …`.",
    "请先登录",
    "Please sign in",
  ),
  TOKEN_INVALID: row(
    401,
    "The token is not signed by a known issuer, or not meant for Hutong.",
    "Sign in again.",
    "登录凭证无效,请重新登录",
    "Your sign-in is not valid, please sign in again",
  ),
  TOKEN_EXPIRED: row(
    401,
    "The token's time is over.",
    "Sign in again, or refresh the token.",
    "登录已过期,请重新登录",
    "Your sign-in has expired, please sign in again",
  ),
  TOKEN_REVOKED: row(
    401,
    "The token was withdrawn before its time was over.",
    "Sign in again.",
    "登录已被撤销,请重新登录",
    "Your sign-in was withdrawn, please sign in again",
  ),
  FORBIDDEN: row(
    403,
    "The actor may not see or do this: another organisation's work, or another role's.",
    "Ask the party that owns it.",
    "您无权查看或办理此事项",
    "You may not see or do this",
  ),
  UNAUTHORIZED_FIELD_OR_TYPE: row(
    403,
    "A party lets only some see this field: those signed in, with a scope, or under a policy. It was not fetched.",
    "Ask with a token that has the scope, or without the field; the rest of the answer is whole.",
    "您无权查看此字段",
    "You may not see this field",
  ),
  NOT_FOUND: row(
    404,
    "No such thing, or none that this actor may know of.",
    "Check the id or number.",
    "没有找到",
    "Not found",
  ),
  INVALID_ID: row(
    400,
    "The id is malformed, or is the id of another type.",
    "Send an id as the schema returned it; its prefix names the type.",
    "编号格式不对",
    "The id is not valid here",
  ),
  INVALID_CURSOR: row(
    400,
    "The paging cursor was not made by this connection.",
    "Start again without `after`.",
    "翻页位置已失效,请从头查看",
    "The page position is not valid, start again",
  ),
  INVALID_INPUT: row(
    400,
    "A value is of the right type but not acceptable: too long, empty, out of range.",
    "`extensions.fields` names each value and its rule.",
    "填写的内容不符合要求",
    "Some values are not acceptable",
  ),
  ILLEGAL_TRANSITION: row(
    409,
    "The thing is in a state from which this step does not lead.",
    "`extensions.state` tells the present state; reload and decide anew.",
    "当前状态下不能这样办理",
    "This step is not possible in the present state",
  ),
  TOO_LATE: row(
    409,
    "The time in which this could be done or undone is over.",
    "The message tells how long it was; take the ordinary way on.",
    "已过可办理时限",
    "The time for this is over",
  ),
  CONFLICT: row(
    409,
    "Somebody else was faster: exactly one could win.",
    "Reload; the winner stands in the thing itself.",
    "已被他人抢先办理",
    "Somebody else was faster",
  ),
  FUNDING_NOT_APPROVED: row(
    409,
    "The owners' maintenance fund is to pay, and no approval of theirs is on record.",
    "Their committee records the resolution with `approveFunding`; then report the work done.",
    "动用专项维修基金须先登记业主批准",
    "The owners have not approved of paying for this from their fund",
  ),
  GRAB_REFUSED: row(
    409,
    "The task is open, and a guard keeps this person from grabbing it: skill, duty, cap or their own task.",
    "`extensions.fields` names the guard. Clock in, finish what was grabbed before, or leave it to others.",
    "不符合抢单条件",
    "You cannot grab this task",
  ),
  PHOTO_TOO_LARGE: row(
    413,
    "The photo is larger than 10 MB.",
    "Make it smaller before it is sent: 1600 pixels on the longer side are plenty.",
    "照片过大,请压缩后再传",
    "The photo is too large",
  ),
  PHOTO_TYPE_REFUSED: row(
    415,
    "The bytes are not a JPEG, PNG or WebP image, nor a whole PDF where letters are taken, whatever they were called.",
    "Send one of these types.",
    "不支持这种图片格式",
    "This is not a photo that can be taken",
  ),
  PHOTO_NOT_USABLE: row(
    409,
    "A photo of these ids was never sent, is somebody else's, or was sent for something else or used before.",
    "Ask for an address, send the photo there, and use its id once, yourself.",
    "照片未上传成功或已被使用,请重新拍照",
    "A photo cannot be used, please take it again",
  ),
  PRICE_ABOVE_LIST: row(
    400,
    "A price was asked that is above the firm's public list.",
    "Ask at most what the list says; the message names the line.",
    "报价不得高于公示价目",
    "The price is above the public list",
  ),
  CLEANER_RETIRED: row(
    403,
    "The cleaner has left the contractor's register: nothing can be checked in, entered or trained for them.",
    "Enter it for who did the work, or have their crew's leader register them again.",
    "该保洁员已离职,不能再打卡",
    "This cleaner has left and cannot check in",
  ),
  IDENTITY_KEY_MISSING: row(
    503,
    "This party's server was started without the key under which ID numbers are hashed.",
    "Its operator sets HUTONG_IDENTITY_KEY and starts it again; nothing was registered.",
    "本系统尚未配置实名密钥,暂不能登记证件",
    "This server cannot register ID numbers yet",
  ),
  SUBGRAPH_UNAVAILABLE: row(
    503,
    "The party that holds this part did not answer; `extensions.subgraph` names it.",
    "The rest of the answer is whole. Ask again for this part later.",
    "该方系统暂时无法连接,其余内容不受影响",
    "This party cannot be reached now; the rest is complete",
  ),
  SUBGRAPH_INVALID_RESPONSE: row(
    502,
    "The party answered with something that is not a GraphQL response.",
    "Tell the party named in `extensions.subgraph`.",
    "该方系统返回异常",
    "This party gave an unreadable answer",
  ),
  SUBGRAPH_TIMEOUT: row(
    504,
    "The party did not answer within its deadline.",
    "The rest of the answer is whole. Ask again for this part later.",
    "该方系统响应超时",
    "This party took too long",
  ),
  OPERATOR_UNAVAILABLE: row(
    503,
    "One of the organisations that serve this part did not answer; `extensions.operator` names it.",
    "What the others gave is there, and what this one has is missing. Ask again for this part later.",
    "其中一家单位的系统暂时无法连接,其余内容不受影响",
    "One organisation cannot be reached now; the rest is complete",
  ),
  OPERATOR_UNKNOWN: row(
    404,
    "The id or argument names no organisation that serves this part; nobody was asked.",
    "Check the id: its second part names the organisation.",
    "没有找到对应的单位",
    "There is no such organisation",
  ),
  CURSOR_INVALID: row(
    400,
    "The cursor of a live stream was not signed by a key of this hub.",
    "Load the present state and subscribe without it.",
    "续接位置无效,请刷新后重新订阅",
    "The place in the live stream is not valid; reload",
  ),
  CURSOR_MISMATCH: row(
    409,
    "The cursor of a live stream belongs to another operation, other variables, another person or organisation.",
    "Send it with the operation and by the person it was given to, or load the present state and subscribe without it.",
    "续接位置不属于此订阅,请刷新后重新订阅",
    "The place belongs to another live stream; reload",
  ),
  CURSOR_EXPIRED: row(
    410,
    "A party no longer keeps what came after this cursor; `extensions.oldest` is the oldest place it can give.",
    "Load the present state and go on from `oldest`.",
    "部分历史动态已超出保存期限",
    "Part of what happened is no longer kept",
  ),
  EVENTS_MISSED: row(
    410,
    "Something happened that a live stream cannot give any more; `extensions.gap` of the message says where.",
    "Load the present state; the stream goes on by itself.",
    "有动态未能送达,请刷新查看最新情况",
    "Some live updates were missed; reload to see the present state",
  ),
  TOO_MANY_STREAMS: row(
    429,
    "More live streams are open than the hub allows: on this connection, for this actor, or in all.",
    "End some before opening others; the message names the limit.",
    "同时打开的实时订阅过多",
    "Too many live streams are open",
  ),
  SLOW_CONSUMER: row(
    503,
    "The client read a live stream more slowly than it spoke.",
    "Come back with the last cursor.",
    "接收过慢,连接已断开,将自动续接",
    "The connection was too slow and was closed; it can be resumed",
  ),
  SCHEMA_CHANGED: row(
    410,
    "A new schema no longer allows the operation of a live stream; the other errors say what does not fit.",
    "Change the operation; a reload of the application usually does.",
    "系统已升级,请刷新页面",
    "The service was upgraded, please reload",
  ),
  SHUTTING_DOWN: row(
    503,
    "The server is finishing its last requests.",
    "Try again; another replica will answer.",
    "服务正在重启,请稍后再试",
    "The service is restarting, try again shortly",
  ),
  INTERNAL_SERVER_ERROR: row(
    500,
    "Something broke on our side; details are in the log under `extensions.requestId`.",
    "Report the request id.",
    "系统出错了,请稍后再试",
    "Something went wrong on our side",
  ),
} as const satisfies Record<string, ErrorRow>;

/** A code from {@link errorTable}. */
export type ErrorCode = keyof typeof errorTable;

/** Whether a value is a code from the table; anything else must not leave the hub. */
export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === "string" && Object.hasOwn(errorTable, value);
}
