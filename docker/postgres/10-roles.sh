#!/bin/sh
# Run once by the image of Postgres, on an empty data directory: the three roles and the database, as
# `rolesSql` and `databaseSql` of libs/database write them (test/cli.spec.ts compares). Migrations come afterwards.
set -eu
psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
  --set owner="${GREENLANE_OWNER_PASSWORD:?is not set}" \
  --set service="${GREENLANE_SERVICE_PASSWORD:?is not set}" \
  --set sealer="${GREENLANE_SEALER_PASSWORD:?is not set}" <<'SQL'
CREATE ROLE greenlane_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'owner';
CREATE ROLE greenlane_service LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'service';
CREATE ROLE greenlane_sealer LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'sealer';
CREATE DATABASE "greenlane" OWNER greenlane_owner TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C';
REVOKE ALL ON DATABASE "greenlane" FROM PUBLIC;
GRANT CONNECT ON DATABASE "greenlane" TO greenlane_owner, greenlane_service, greenlane_sealer;
SQL
