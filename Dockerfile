# Builds the site and the server; the image has only what runs: no shell, no package manager, no root.
#
#     docker build -t earworm .
#     docker run --read-only -p 3000:3000 -v "$PWD/models:/models:ro" earworm

FROM rust:1.95-trixie AS build
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
# Debian keeps only the latest patch of a package, so a pinned one would soon be gone.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends nodejs npm python3 python3-pip \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /earworm
COPY . .
RUN cargo xtask build
# The program, the site, ONNX Runtime, and the system libraries they need.
RUN mkdir -p /root-of-image/opt/earworm /root-of-image/models \
    && cp target/release/earworm target/release/hash.txt /root-of-image/opt/earworm/ \
    && cp -r target/site /root-of-image/opt/earworm/site \
    && cp --parents vendor/onnxruntime/LICENSE vendor/onnxruntime/ThirdPartyNotices.txt \
        vendor/onnxruntime/capi/libonnxruntime.so.* /root-of-image/opt/earworm/ \
    && ldd target/release/earworm vendor/onnxruntime/capi/libonnxruntime.so.* \
        | grep -o '/[^ ]* (' | tr -d ' (' | sort -u \
        | xargs -I LIBRARY cp --parents --dereference LIBRARY /root-of-image \
    && chmod -R a+rX /root-of-image

FROM scratch
COPY --from=build /root-of-image /
ENV EARWORM_ADDR=0.0.0.0:3000 \
    EARWORM_MODELS=/models/demo \
    EARWORM_LOG_FORMAT=json \
    EARWORM_SITE=/opt/earworm/site
USER 65532:65532
WORKDIR /opt/earworm
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s CMD ["/opt/earworm/earworm", "healthcheck"]
ENTRYPOINT ["/opt/earworm/earworm"]
CMD ["serve"]
