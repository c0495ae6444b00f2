import { createSignal, For, Show } from "solid-js";

import { useI18n } from "../i18n/i18n.jsx";
import { formatAbsolute } from "../time/format.js";
import { Dialog } from "./Dialog.jsx";

/** A photo of the graph. */
export interface PhotoFacts {
  readonly id: string;
  /** Relative to the hub. */
  readonly url: string;
  readonly caption: string;
  readonly takenAt: string;
  readonly width: number;
  readonly height: number;
}

/** Small photos in a row; one tap shows one of them large. */
export function Photos(props: { readonly photos: readonly PhotoFacts[] }) {
  const { t, lang } = useI18n();
  const [open, setOpen] = createSignal<PhotoFacts>();
  return (
    <Show when={props.photos.length > 0}>
      <ul class="photos">
        <For each={props.photos}>
          {(photo) => (
            <li>
              <button
                type="button"
                aria-label={t("kit.openPhoto", { caption: photo.caption })}
                onClick={() => setOpen(photo)}
              >
                <img
                  src={photo.url}
                  alt=""
                  width={photo.width}
                  height={photo.height}
                  loading="lazy"
                  decoding="async"
                />
              </button>
            </li>
          )}
        </For>
      </ul>
      <Dialog
        open={open() !== undefined}
        title={open()?.caption ?? ""}
        onClose={() => setOpen(undefined)}
      >
        <Show when={open()}>
          {(photo) => (
            <figure class="photo-large">
              <img
                src={photo().url}
                alt={photo().caption}
                width={photo().width}
                height={photo().height}
              />
              <figcaption class="muted">{formatAbsolute(photo().takenAt, lang())}</figcaption>
            </figure>
          )}
        </Show>
      </Dialog>
    </Show>
  );
}
