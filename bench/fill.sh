#!/usr/bin/env bash
# Fills an empty record with plausible claims: bench/fill.sh CLAIMS DATABASE, where DATABASE is what psql connects to as
# a superuser, such as "host=127.0.0.1 port=5432 dbname=claimtrail user=postgres". The service has to have started on it
# once, with --claimtrail.demo=false, so that its tables are there.
set -euo pipefail
claims=${1:?how many claims} database=${2:?which database}
started=$(date +%s)
psql --no-psqlrc --quiet --set claims="$claims" --file "$(dirname "$0")/fill.sql" "$database"
psql --no-psqlrc --quiet --tuples-only "$database" --command \
    "select format('%s claims in %s s, %s', (select count(*) from claim), $(date +%s) - $started, pg_size_pretty(pg_database_size(current_database())))"
