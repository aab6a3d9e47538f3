/**
 * The names of the specification, as branded types that only a parse function can make.
 *
 * `model/` holds plain values and pure functions over them that every other module shares; it imports nothing
 * and does no IO. Every module under `src/` may import it.
 */

declare const brand: unique symbol;
type Branded<B extends string> = string & { readonly [brand]: B };

export type ClusterName = Branded<"ClusterName">;
export type PipelineName = Branded<"PipelineName">;
export type StepName = Branded<"StepName">;
export type TopicName = Branded<"TopicName">;
export type GroupId = Branded<"GroupId">;
/** A Kafka principal as ACLs name it, for example `User:search-pipeline`. */
export type Principal = Branded<"Principal">;
/** What identifies one state of the configuration: a Git commit's SHA, or a content hash of a directory. */
export type Revision = Branded<"Revision">;
/** `sha256:` and 64 hexadecimal digits: the address of a bundle or module. */
export type Digest = Branded<"Digest">;

/** The result of a parse function: a value, or one sentence that says what is wrong with the text. */
export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: string };

const simpleName = /^[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?$/;
const topicCharacters = /^[A-Za-z0-9._-]+$/;
const maxNameLength = 100;
/** Kafka's own limit on the length of a topic's name. */
const maxTopicLength = 249;

function parseSimpleName<T extends string>(what: string, text: string): Parsed<T> {
  if (text.length === 0) return { ok: false, problem: `a ${what} can't be empty` };
  if (text.length > maxNameLength)
    return { ok: false, problem: `a ${what} has at most ${maxNameLength} characters, this one has ${text.length}` };
  if (!simpleName.test(text))
    return {
      ok: false,
      problem: `a ${what} consists of letters, digits, "-" and "_", and begins and ends with a letter or digit`,
    };
  return { ok: true, value: text as T };
}

/** A cluster's name: letters, digits, `-`, `_`; at most 100 characters. */
export const parseClusterName = (text: string): Parsed<ClusterName> => parseSimpleName("cluster name", text);
/** A pipeline's name: letters, digits, `-`, `_` (no dot, which separates the parts of a standard topic's name). */
export const parsePipelineName = (text: string): Parsed<PipelineName> => parseSimpleName("pipeline name", text);
/** A step's name, under the same rules as a pipeline's. */
export const parseStepName = (text: string): Parsed<StepName> => parseSimpleName("step name", text);

/** A topic's name under Kafka's own rules: 1 to 249 of `[A-Za-z0-9._-]`, neither `.` nor `..`. */
export function parseTopicName(text: string): Parsed<TopicName> {
  if (text.length === 0) return { ok: false, problem: "a topic name can't be empty" };
  if (text.length > maxTopicLength)
    return {
      ok: false,
      problem: `Kafka allows at most ${maxTopicLength} characters in a topic name, this one has ${text.length}`,
    };
  if (text === "." || text === "..") return { ok: false, problem: `Kafka reserves the topic name "${text}"` };
  if (!topicCharacters.test(text))
    return { ok: false, problem: 'Kafka allows only letters, digits, ".", "_" and "-" in a topic name' };
  return { ok: true, value: text as TopicName };
}

/** A consumer group's id: any text that is not empty (Kafka sets no other rule). */
export function parseGroupId(text: string): Parsed<GroupId> {
  return text.length > 0 ? { ok: true, value: text as GroupId } : { ok: false, problem: "a group id can't be empty" };
}

/** A principal in Kafka's form `Type:name`. */
export function parsePrincipal(text: string): Parsed<Principal> {
  return /^[A-Za-z]+:.+$/.test(text)
    ? { ok: true, value: text as Principal }
    : { ok: false, problem: `a principal has the form "User:name"` };
}

/** A Git commit's SHA (40 or 64 hexadecimal digits) or a directory's content hash (`dir-` and 40 digits). */
export function parseRevision(text: string): Parsed<Revision> {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64}|dir-[0-9a-f]{40})$/.test(text)
    ? { ok: true, value: text as Revision }
    : { ok: false, problem: "a revision is a commit's full SHA or a directory's content hash" };
}

/** The address of a bundle or module: `sha256:` and 64 hexadecimal digits. */
export function parseDigest(text: string): Parsed<Digest> {
  return /^sha256:[0-9a-f]{64}$/.test(text)
    ? { ok: true, value: text as Digest }
    : { ok: false, problem: 'a digest is "sha256:" and 64 hexadecimal digits' };
}

/** The value of a parse that can't fail because the text was checked before; a failure is our own bug. */
export function parsed<T>(result: Parsed<T>): T {
  if (!result.ok) throw new Error(`invariant: ${result.problem}`);
  return result.value;
}

/** The consumer group of a pipeline: `<pipeline>-consumer-group` (specification, "Pipeline-Based Groups"). */
export function consumerGroupOf(pipeline: PipelineName): GroupId {
  return `${pipeline}-consumer-group` as GroupId;
}
