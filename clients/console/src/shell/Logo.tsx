/** Two courtyards and the lane between them. */
export function Logo(props: { readonly class?: string }) {
  return (
    <svg viewBox="0 0 32 32" class={props.class} aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="var(--color-primary)" />
      <g
        fill="none"
        stroke="var(--color-primary-content)"
        stroke-width="2.6"
        stroke-linejoin="round"
      >
        <path d="M6.5 6.5h12v12h-12z" />
        <path d="M13.5 13.5h12v12h-12z" />
      </g>
    </svg>
  );
}
