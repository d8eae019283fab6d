# shellcheck shell=bash
# A SLURM of three nodes, n1 to n3 with two processors each, that are all this machine. Sourced, never run.
#
# Each node has a network, a name and memory of its own. All of it lives in further namespaces: its ports and processes are nobody else's, and with the first process of the
# namespace all of it ends, also if that is killed.

# The first three numbers of all addresses in it.
readonly slurm_network=192.0.2

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
SlurmctldHost=head($slurm_network.1)
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
        say "NodeName=$node NodeAddr=$slurm_network.1$number Port=17000 CPUs=2 State=UNKNOWN"
    done
}

are_nodes_idle() { [[ $(sinfo -h -t idle -o %D 2>/dev/null) == 3 ]]; }

# start_node FOLDER NUMBER: a host of its own, as far as SLURM and MPI can see.
start_node() {
    local folder=$1 number=$2 holder
    mkdir "$folder/spool-n$number" "$folder/tmp-n$number"
    # Something has to hold the namespaces while they are being furnished.
    unshare --net --uts --mount --ipc sleep infinity &
    holder=$!
    while [[ $(readlink "/proc/$holder/ns/ipc") == "$(readlink /proc/self/ns/ipc)" ]]; do sleep 0.01; done
    ip link add "node$number" type veth peer name eth0 netns "$holder"
    ip link set "node$number" master nodes up
    # Ranks of one node share memory by files whose names hold the host's.
    # shellcheck disable=SC2016  # the shell inside expands it
    nsenter --target "$holder" --net --uts --mount --ipc bash -c 'hostname "n$1" && ip link set lo up &&
        ip address add "$2.1$1/24" dev eth0 && ip link set eth0 up && mount -t tmpfs tmpfs /dev/shm &&
        exec slurmd -N "n$1" -f "$3/slurm.conf"' bash "$number" "$slurm_network" "$folder"
}

# start_slurm FOLDER: starts it, with all of its files in FOLDER, and waits until its nodes are there. Call it in
# namespaces of its own.
start_slurm() {
    local folder=$1 number
    hostname head
    ip link set lo up
    ip link add nodes type bridge
    ip address add "$slurm_network.1/24" dev nodes
    ip link set nodes up
    for number in 1 2 3; do printf '%s n%d\n' "$slurm_network.1$number" "$number"; done >"$folder/hosts"
    printf '%s head\n127.0.0.1 localhost\n' "$slurm_network.1" >>"$folder/hosts"
    mount --bind "$folder/hosts" /etc/hosts

    mkdir "$folder/state"
    write_slurm_configuration "$folder" >"$folder/slurm.conf"
    export SLURM_CONF=$folder/slurm.conf
    (umask 077 && head -c 128 /dev/urandom >"$folder/munge.key")
    munged --force --key-file="$folder/munge.key" --socket="$folder/munge.sock" --pid-file="$folder/munged.pid" \
        --log-file="$folder/munged.log" --seed-file="$folder/munged.seed" 2>"$folder/munged.errors"
    slurmctld -c -i -f "$SLURM_CONF"
    for number in 1 2 3; do start_node "$folder" "$number"; done
    for _ in {1..100}; do
        if are_nodes_idle; then return; fi
        sleep 0.1
    done
    tail -n 5 "$folder"/*.log
    die 1 "SLURM has not started within 10 s"
}
