import tailwindcss from "@tailwindcss/vite";
import icons from "unplugin-icons/vite";
import { defineConfig } from "vite";
import solid from "vite-plugin-solid";

/** The hub that `vite` (the dev server) works against. */
const hub = process.env["HUB"] ?? "http://127.0.0.1:4000";

export default defineConfig({
  plugins: [tailwindcss(), icons({ compiler: "solid", scale: 1 }), solid()],
  build: { target: "es2023" },
  server: {
    proxy: {
      "/graphql": { target: hub, ws: true },
      "/demo": hub,
      "/photos": hub,
    },
  },
});
