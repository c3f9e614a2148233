import type { Suite } from '../domain/suite.ts'

/** The schema of raw replies: the suite's own, or the reference pipeline's where that is the target. */
export const formatSchemaOf = ({ format, target }: Suite): string | undefined =>
  format.schema ?? (target.kind === 'rag' ? builtInReply : undefined)

export const builtInReply = 'aieval:reply.schema.json'
