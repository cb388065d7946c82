#!/bin/bash
# Rounds of FaultRoundsTest in which the power is lost: the data lie on a file system of their own, which is shut down under
# PostgreSQL, so that all that was not synced is gone. Wants root, a loop device, and mkfs.xfs and xfs_io (xfsprogs).
#
#     bench/power-loss.sh [ROUNDS]
set -euo pipefail

if [[ ${1:-} == --strike ]]; then
    # Called by the test: the process ids of the service and of PostgreSQL.
    xfs_io -x -c shutdown "$POWER_LOSS/mnt"
    kill -9 "$2" "$3" 2>/dev/null || true
    for _ in $(seq 100); do
        umount "$POWER_LOSS/mnt" 2>/dev/null && break
        sleep 0.1
    done
    mount -o loop "$POWER_LOSS/disk.img" "$POWER_LOSS/mnt"
    exit
fi

rounds=${1:-5}
cd "$(dirname "$0")/.."
POWER_LOSS=$(mktemp -d)
export POWER_LOSS
trap 'umount "$POWER_LOSS/mnt" 2>/dev/null; rm -rf "$POWER_LOSS"' EXIT
truncate -s 2G "$POWER_LOSS/disk.img"
mkfs.xfs -q "$POWER_LOSS/disk.img"
mkdir "$POWER_LOSS/mnt"
mount -o loop "$POWER_LOSS/disk.img" "$POWER_LOSS/mnt"
cat > "$POWER_LOSS/strike" <<EOF
#!/bin/bash
exec "$PWD/bench/power-loss.sh" --strike "\$@"
EOF
chmod +x "$POWER_LOSS/strike"
./mvnw -B -q -Dtest=FaultRoundsTest -Dclaimtrail.faults.rounds="$rounds" \
    -Dclaimtrail.faults.data-dir="$POWER_LOSS/mnt/data" -Dclaimtrail.faults.command="$POWER_LOSS/strike" test
