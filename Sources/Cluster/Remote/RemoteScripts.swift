/// What runs on a host before a job: a look at what is there, and the copying of the program.
///
/// A script reaches the host as one word of ssh's command line, for whatever shell the user has there. Single quotes hold
/// it together in all of them as long as it is one line without `'`, `!` and `\`; a POSIX shell then runs it. What may be
/// any text comes in on standard input instead. Both print a ``HostReport``.
///
/// A program that is there already runs if it has the right checksum, and nobody but this user and root can put another one
/// in its place: not in the file, nor in the folders above it.
struct RemoteScripts {
    /// Seconds for connecting back to this machine: to the address from which it called, then to all others side by side.
    private static let wayPatience = 3

    /// The program's checksum, and the name of its copies: letters, digits, `.`, `_` and `-` only.
    private let checksum: String
    private let copyName: String

    init(program: LocalProgram) {
        checksum = program.checksum
        copyName = program.copyName
    }

    /// Standard input: the program's path, the folder of the start, and where this host is to connect to, a line each.
    var look: String {
        script(
            """
            IFS= read -r program;
            IFS= read -r folder;
            read -r targets;
            echo renoir: begin;
            echo "system: $(uname -s) $(uname -m)";
            echo "orted: $(command -v orted)";
            echo "mpi: $( (mpirun --version || ompi_info --version) 2>/dev/null | head -n 1)";
            if (cd -- "$folder") 2>/dev/null; then echo "folder: $folder"; else echo "folder: $HOME"; fi;
            way() {
                said=$(timeout \(Self.wayPatience) bash -c "exec 3<>/dev/tcp/$1" 2>&1);
                case $?$said in 0*) echo "way: $1" ;; 124* | *connect:*) echo "no way: $1"; false ;; esac;
            };
            try_ways() {
                others=;
                for target in $targets; do
                    case $target in
                        "${SSH_CONNECTION%% *}/"*) way "$target" && return ;;
                        *) others="$others $target" ;;
                    esac;
                done;
                for target in $others; do way "$target" & done;
                wait;
            };
            try_ways;
            program=$(readlink -f "$program" 2>/dev/null);
            if guarded "$program"; then try "$program"; fi;
            for place in cache temporary; do
                if own "$(path $place)"; then
                    touch -c "$(path $place)/$name" 2>/dev/null;
                    find "$(path $place)" -maxdepth 1 -type f -mtime +30 -name "*-$(echo $sum | tr 0-9a-f "?")*" -exec rm -f {} + 2>/dev/null;
                    try "$(path $place)/$name";
                fi;
            done;
            echo renoir: end
            """)
    }

    /// Standard input: the program.
    var copy: String {
        script(
            """
            usable() {
                mkdir -p "$1" 2>/dev/null;
                part="$1/.$name.$(uname -n).$$";
                own "$1" && true 2>/dev/null > "$part" && chmod 700 "$part" && [ -x "$part" ];
            };
            echo renoir: begin;
            for place in cache temporary; do
                if usable "$(path $place)"; then
                    if cat > "$part" && [ "$(sum_of "$part")" = "$sum" ] && mv -f "$part" "$(path $place)/$name"; then
                        try "$(path $place)/$name";
                    fi;
                    rm -f "$part";
                    echo "the copy in $(path $place) is not complete" >&2;
                    exit 1;
                fi;
                rm -f "$part" 2>/dev/null;
            done;
            echo "no program can be put into $(path cache) or $(path temporary): is there no space, or noexec?" >&2;
            exit 1
            """)
    }

    private func script(_ body: String) -> String {
        let text = """
            umask 077; LC_ALL=C; export LC_ALL; sum=\(checksum); name=\(copyName);
            path() {
                case $1 in
                    cache) echo "${XDG_CACHE_HOME:-${HOME:-/nonexistent}/.cache}/renoir" ;;
                    *) echo "/tmp/renoir-$(id -u)" ;;
                esac;
            };
            own() { if [ -L "$1" ]; then return 1; fi; [ -d "$1" ] && [ -O "$1" ] && fixed "$1"; };
            fixed() {
                ls -ldnL "$1" 2>/dev/null | {
                    read -r mode links owner rest;
                    case $mode in ?????-??-* | d????????[tT]*) ;; *) false ;; esac &&
                    case $owner in 0 | $(id -u)) ;; *) false ;; esac;
                };
            };
            guarded() {
                fixed "$1" || return 1;
                above=$1;
                while [ "$above" ]; do
                    above=${above%/*};
                    fixed "$above/" || return 1;
                done;
            };
            sum_of() { sha256sum < "$1" | cut -c 1-64; };
            try() {
                if [ -f "$1" ] && [ -x "$1" ] && [ "$(sum_of "$1")" = "$sum" ]; then
                    echo "program: $1";
                    ldd "$1" 2>&1 | grep -e "not found" -e "error while" | while IFS= read -r line; do echo "library: $line"; done;
                    echo renoir: end;
                    exit 0;
                fi;
            };

            """
        let line = (text + body).split(separator: "\n").map { $0.trimmingBlanks }.joined(separator: " ")
        precondition(!line.contains { "'!\\".contains($0) }, "not for every shell: \(line)")
        return "exec sh -c '\(line)'"
    }
}

extension RemoteScripts: Sendable {}

extension Substring {
    fileprivate var trimmingBlanks: Substring { drop { $0 == " " } }
}
