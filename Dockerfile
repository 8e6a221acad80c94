# The server: its pages built by npm, itself with the whole of Rust, run with next to nothing, by a user who owns only the data.
FROM node:22-bookworm-slim AS web
WORKDIR /web
COPY web .
RUN npm ci --ignore-scripts && npm run build

FROM rust:1.95-bookworm AS build
WORKDIR /build
COPY . .
COPY --from=web /web/dist /web
RUN WEB_DIST=/web cargo build --release --locked --bin tinklas

FROM debian:bookworm-slim
# Certificates for encrypted databases (neo4j+s://).
RUN apt-get update \
 && apt-get install --yes --no-install-recommends ca-certificates \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --uid 10001 --user-group --home-dir /var/lib/tinklas --create-home --shell /usr/sbin/nologin tinklas
COPY --from=build /build/target/release/tinklas /usr/local/bin/tinklas
USER 10001:10001
WORKDIR /var/lib/tinklas
ENV TINKLAS_LISTEN=0.0.0.0:8080 \
    TINKLAS_STORE=/var/lib/tinklas/network.db
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 CMD ["tinklas", "health"]
ENTRYPOINT ["tinklas"]
CMD ["serve"]
