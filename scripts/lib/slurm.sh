# shellcheck shell=bash
# A SLURM of three nodes, n1 to n3 with two processors each, that are all this machine. Sourced, never run.
#
# It lives in namespaces of its own: its ports and processes are nobody else's, and with the first process of the
# namespace all of it ends, also if that is killed.

# What is missing to have one, or nothing.
why_no_slurm() {
    local tool
    if [[ $(id -u) != 0 ]]; then
        say "only the superuser can start its daemons and make namespaces"
        return
    fi
    for tool in slurmctld slurmd srun munged ip unshare; do
        if ! command -v "$tool" >/dev/null; then
            say "there is no $tool (scripts/setup --tests installs it where there is apt)"
            return
        fi
    done
    if ! unshare --pid --fork --mount --mount-proc --net --uts --ipc true 2>/dev/null; then
        say "namespaces can't be made here"
    fi
}

# in_namespaces COMMAND…: becomes the command, as the first process of new namespaces.
in_namespaces() {
    exec unshare --pid --fork --kill-child --mount --mount-proc --net --uts --ipc "$@"
}

write_slurm_configuration() {
    local folder=$1 node number=0
    cat <<CONFIGURATION
ClusterName=renoir
SlurmctldHost=localhost(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$folder/munge.sock
SlurmctldPort=16817
CommunicationParameters=NoInAddrAny,NoCtldInAddrAny
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool-%n
TmpFS=$folder/tmp-%n
MailProg=/bin/true
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd-%n.pid
SlurmctldLogFile=$folder/slurmctld.log
SlurmdLogFile=$folder/slurmd-%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerType=sched/builtin
ReturnToService=2
KillWait=5
MinJobAge=60
SlurmdParameters=config_overrides
PartitionName=debug Nodes=n[1-3] Default=YES MaxTime=10 State=UP
CONFIGURATION
    for node in n1 n2 n3; do
        number=$((number + 1))
        say "NodeName=$node NodeHostname=localhost NodeAddr=127.0.0.1 Port=$((17000 + number)) CPUs=2 State=UNKNOWN"
    done
}

are_nodes_idle() { [[ $(sinfo -h -t idle -o %D 2>/dev/null) == 3 ]]; }

# start_slurm FOLDER: starts it, with all of its files in FOLDER, and waits until its nodes are there. Call it in
# namespaces of its own.
start_slurm() {
    local folder=$1 node
    # Resolving names takes an address that is not the loopback's.
    ip link set lo up
    ip link add slurm0 type veth peer name slurm1
    ip address add 192.0.2.1/24 dev slurm0
    ip link set slurm0 up
    ip link set slurm1 up

    mkdir "$folder/state"
    write_slurm_configuration "$folder" >"$folder/slurm.conf"
    export SLURM_CONF=$folder/slurm.conf
    (umask 077 && head -c 128 /dev/urandom >"$folder/munge.key")
    munged --force --key-file="$folder/munge.key" --socket="$folder/munge.sock" --pid-file="$folder/munged.pid" \
        --log-file="$folder/munged.log" --seed-file="$folder/munged.seed" 2>"$folder/munged.errors"
    slurmctld -c -i -f "$SLURM_CONF"
    printf '127.0.0.1 localhost n1 n2 n3 %s\n' "$(hostname)" >"$folder/hosts"
    for node in n1 n2 n3; do
        mkdir "$folder/spool-$node" "$folder/tmp-$node"
        # Ranks of one node share memory by files whose names hold the host's.
        # shellcheck disable=SC2016  # the shell inside expands it
        unshare --uts --mount --ipc bash -c 'hostname "$1" && mount --bind "$2/hosts" /etc/hosts &&
            mount -t tmpfs tmpfs /dev/shm && exec slurmd -N "$1" -f "$2/slurm.conf"' bash "$node" "$folder"
    done
    for _ in {1..100}; do
        if are_nodes_idle; then return; fi
        sleep 0.1
    done
    tail -n 5 "$folder"/*.log
    die 1 "SLURM has not started within 10 s"
}
