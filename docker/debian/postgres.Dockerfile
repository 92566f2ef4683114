# Debian's PostgreSQL, told as the official image is: POSTGRES_USER, _DB, _PASSWORD_FILE, _INITDB_ARGS and PGDATA.
ARG BASE=localhost/recaller-base-debian
FROM ${BASE}
RUN apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends postgresql \
    && rm -rf /var/lib/apt/lists/* /var/lib/postgresql/* /etc/postgresql \
    && ln -s /usr/lib/postgresql/*/bin/* /usr/local/bin/ \
    && install -d -o postgres -g postgres -m 0700 /var/lib/postgresql
COPY start-postgres /usr/local/bin/
USER postgres
VOLUME /var/lib/postgresql
STOPSIGNAL SIGINT
ENTRYPOINT ["start-postgres"]
