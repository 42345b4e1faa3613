/** One form of a trigger. Those `of the app` name the stage `builder`, which only apps have. */
export interface TriggerForm {
  readonly name: string
  readonly text: string
  readonly ofApp?: boolean
}

/** ONBUILD of every form that an image config can carry. */
export const triggerForms: readonly TriggerForm[] = [
  { name: 'RUN', text: 'RUN echo "[$V][$E]" > /tmp/ob-run' },
  { name: 'RUN with a here-document', text: 'RUN <<EOF\necho heredoc $V > /tmp/ob-heredoc\nEOF' },
  { name: 'RUN in two lines', text: 'RUN echo one \\\n  two > /tmp/ob-lines' },
  { name: 'RUN with a backtick', text: 'RUN echo one`echo \\`echo two\\`` a\\b > /tmp/ob-tick' },
  { name: 'RUN --mount of a stage', text: 'RUN --mount=from=tools,target=/m ls /m/etc > /tmp/ob-mount' },
  { name: 'RUN --mount of an image', text: 'RUN --mount=from=tool:2,target=/m ls /m/etc > /tmp/ob-image' },
  { name: 'RUN --mount=type=cache', text: 'RUN --mount=type=cache,id=shared,target=/c ls -A /c > /tmp/ob-cache' },
  { name: 'COPY', text: 'COPY a dir /ob/' },
  { name: 'COPY with a variable', text: 'COPY arch/${V:+v1} /obv/' },
  { name: 'COPY with a here-document', text: 'COPY <<EOF /ob-text\ntext $V\nEOF' },
  { name: 'COPY --from a stage', text: 'COPY --from=tools /etc/passwd /obs/' },
  { name: 'COPY --from an image', text: 'COPY --from=tool:2 /etc/image /obi/' },
  { name: 'ADD', text: 'ADD dir/sub /oba/' },
  { name: 'ENV', text: 'ENV OB=$V E=ob' },
  { name: 'ARG', text: 'ARG W=ob-$V' },
  { name: 'WORKDIR', text: 'WORKDIR /obw/$V' },
  { name: 'USER', text: 'USER 0' },
  { name: 'COPY --from the app', text: 'COPY --from=builder /built /ob-built', ofApp: true },
  {
    name: 'RUN --mount of the app',
    text: 'RUN --mount=from=builder,target=/m cp /m/built /tmp/ob-mounted',
    ofApp: true,
  },
]

const common = triggerForms.filter(form => form.ofApp !== true)
const ofApp = triggerForms.filter(form => form.ofApp === true)

function imagesOf(name: string, forms: readonly TriggerForm[], every: readonly TriggerForm[]) {
  return forms.map((form, index) => {
    // A trigger after another one is read with what that one has set.
    const second = every[(index + 1) % every.length]
    const triggers = [form, ...(second === undefined || second === form ? [] : [second])]
    return [`${name}:${index + 1}`, triggers] as const
  })
}

/** Images whose triggers any stage can run, and images for stages that come after one called `builder`. */
export const triggerImages: ReadonlyMap<string, readonly TriggerForm[]> = new Map(imagesOf('onb', common, common))
export const appTriggerImages: ReadonlyMap<string, readonly TriggerForm[]> = new Map(imagesOf('onb-app', ofApp, common))

/** The forms of trigger that an image has. */
export function triggersOf(name: string): readonly TriggerForm[] {
  return triggerImages.get(name) ?? appTriggerImages.get(name) ?? []
}

/** The images' configs. */
export const triggerConfigs: Readonly<Record<string, { readonly Env: string[]; readonly OnBuild: string[] }>> =
  Object.fromEntries(
    [...triggerImages, ...appTriggerImages].map(([name, forms]) => [
      name,
      { Env: ['PATH=/bin:/usr/bin'], OnBuild: forms.map(form => form.text) },
    ]),
  )
