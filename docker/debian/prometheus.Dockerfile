# Debian's Prometheus, started as the official image is.
ARG BASE=localhost/recaller-base-debian
FROM ${BASE}
RUN apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends prometheus \
    && rm -rf /var/lib/apt/lists/* /etc/prometheus \
    && install -d -o prometheus -g prometheus /prometheus
USER prometheus
VOLUME /prometheus
ENTRYPOINT ["prometheus"]
