# Two stages: one that builds, and an image that holds one static program, the
# certificates it trusts, and nothing to run a shell with.
FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
# The program's version is that of the commit, stamped by go build.
RUN CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o /image/beirat . \
 && mkdir -p /image/etc/ssl/certs \
 && cp /etc/ssl/certs/ca-certificates.crt /image/etc/ssl/certs/ \
 && mkdir -p /owned/data

FROM scratch
COPY --from=build /image/ /
COPY --from=build --chown=65532:65532 /owned/ /
USER 65532:65532
# The working directory takes SQLite's temporary files; there is no /tmp.
WORKDIR /data
VOLUME /data
ENV BEIRAT_DATABASE=sqlite:/data/beirat.db \
    BEIRAT_LISTEN=0.0.0.0:8080 \
    BEIRAT_ADMIN_LISTEN=0.0.0.0:9090
EXPOSE 8080 9090
HEALTHCHECK --interval=30s --timeout=3s --start-period=15s CMD ["/beirat", "health"]
ENTRYPOINT ["/beirat"]
CMD ["serve"]
