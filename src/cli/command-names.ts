/** The commands of the command line. */
export const commands = ['digest', 'plan', 'build'] as const
export type Command = (typeof commands)[number]
