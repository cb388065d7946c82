#!/usr/bin/env bash
# Fills an empty record with plausible claims: bench/fill.sh CLAIMS DATABASE [NTH], where DATABASE is what psql connects
# to as a superuser, such as "host=127.0.0.1 port=5432 dbname=claimtrail user=postgres". The service has to have started
# on it once, with --claimtrail.demo=false, so that its tables are there. Where room is scarce, only every NTH claim has
# its history.
set -euo pipefail
claims=${1:?how many claims} database=${2:?which database} nth=${3:-1}
started=$(date +%s)
psql --no-psqlrc --quiet --set claims="$claims" --set nth="$nth" --file "$(dirname "$0")/fill.sql" "$database"
psql --no-psqlrc --quiet --tuples-only "$database" --command \
    "select format('%s claims in %s s, %s', (select count(*) from claim), $(date +%s) - $started, pg_size_pretty(pg_database_size(current_database())))"
