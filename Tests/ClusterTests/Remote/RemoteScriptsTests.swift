import SystemLibrary
import Testing

@testable import Cluster

extension ProcessTests {
    /// The scripts on this machine, as ssh would run them on a host.
    @Suite struct RemoteScriptsTests {
        private func run(_ script: String, home: String, input: Command.Input) throws -> Outcome {
            let path = ProcessEnvironment.value(of: "PATH") ?? "/usr/bin:/bin"
            let command = Command(
                path: "/bin/sh", arguments: ["-c", script], environment: ["PATH": path, "HOME": home], input: input)
            return try ProcessLoop().run([command], seconds: 20)[0]
        }

        /// A new folder, removed after `body`.
        private func withHome(_ body: (String) throws -> Void) throws {
            var template = Array("/tmp/renoir it's a test.XXXXXX".utf8CString)
            let home = try #require(mkdtemp(&template).map { String(cString: $0) })
            defer { _ = try? run("exec rm -rf \"$HOME\"", home: home, input: .nothing) }
            try body(home)
        }

        /// The scripts for a program that is the same as `/bin/true`, and its checksum.
        private func scriptsForTrue() throws -> (scripts: RemoteScripts, digits: String) {
            let sum = try run("exec sha256sum /bin/true", home: "/", input: .nothing)
            let digits = String(decoding: sum.output.prefix(64), as: UTF8.self)
            let program = LocalProgram(path: "/bin/it's true", checksum: digits, system: "Linux x86_64")
            return (RemoteScripts(program: program), digits)
        }

        @Test func program_isCopiedOnce_andFoundThen() throws {
            try withHome { try checkCopies(in: $0) }
        }

        private func checkCopies(in home: String) throws {
            let (scripts, digits) = try scriptsForTrue()
            let lines = Command.Input.text("/none\n/none/either\n")

            let before = try #require(HostReport(parsing: try run(scripts.look, home: home, input: lines).output))
            #expect(before.program == nil)
            #expect(before.folder == home)
            let copied = try #require(
                HostReport(parsing: try run(scripts.copy, home: home, input: .file("/bin/true")).output))
            #expect(copied.program == "\(home)/.cache/renoir/it_s_true-\(digits)")
            #expect(copied.missingLibraries == [])
            let after = try #require(HostReport(parsing: try run(scripts.look, home: home, input: lines).output))
            #expect(after.program == copied.program)

            let damaged = try run(scripts.copy, home: home, input: .text("cut off"))
            #expect(damaged.status == .code(1))
            #expect(String(decoding: damaged.errors, as: UTF8.self).contains("is not complete"))
            // What was found before is still whole, and nothing else is left.
            let listing = try run("exec ls -A \"$HOME/.cache/renoir\"", home: home, input: .nothing)
            #expect(String(decoding: listing.output, as: UTF8.self) == "it_s_true-\(digits)\n")
        }
        /// Programs with the right checksum at the path of the start, and whether one runs without being copied.
        @Test(arguments: [
            ("cp /bin/true app", true), ("mkdir -m 1777 s && cp /bin/true s/app && ln -s s/app app", true),
            ("cp /bin/true app && chmod 775 app", false), ("cp /bin/true app && chmod 757 app", false),
            ("cp /bin/true app && chmod 777 .", false),
            ("mkdir -m 777 s && cp /bin/true s/app && ln -s s/app app", false),
            ("ln -s none app", false),
        ])
        func programThatIsThere_runsIfNobodyElseCanReplaceIt(making: String, runs: Bool) throws {
            let (scripts, _) = try scriptsForTrue()
            try withHome { home in
                let made = try run("umask 022 && cd \"$HOME\" && \(making)", home: home, input: .nothing)
                try #require(made.succeeded)
                let look = try run(scripts.look, home: home, input: .text("\(home)/app\n/none\n"))
                let report = try #require(HostReport(parsing: look.output))
                #expect((report.program != nil) == runs)
            }
        }

        @Test(.enabled(if: geteuid() == 0, "only root can give files away"))
        func programOfAForeignUser_isCopied() throws {
            let (scripts, _) = try scriptsForTrue()
            try withHome { home in
                let made = try run(
                    "cp /bin/true \"$HOME/app\" && chown 4711 \"$HOME/app\"", home: home, input: .nothing)
                try #require(made.succeeded)
                let look = try run(scripts.look, home: home, input: .text("\(home)/app\n/none\n"))
                #expect(try #require(HostReport(parsing: look.output)).program == nil)
            }
        }

        /// A port of this machine that is listened at, and one that is not.
        @Test func waysBack_areTold() throws {
            let port = 20_000 + Int(getpid()) % 8000
            let host = try Host(address: HostAddress("a.lan"), basePort: port, cores: 1)
            let callbacks = CallbackListener(try ClusterDescription(hosts: [host], job: .defaults).ports)
            let open = try #require(callbacks.targets.first)
            func report(_ targets: String) throws -> HostReport {
                let input = Command.Input.text("/none\n/none\n\(targets)\n")
                let look = try run(scriptsForTrue().scripts.look, home: "/none", input: input)
                return try #require(HostReport(parsing: look.output))
            }
            let both = try report("127.0.0.1/1 \(open)")
            #expect(both.ways == [open])
            #expect(both.missingWays == ["127.0.0.1/1"])
            let none = try report("")
            #expect(none.ways.isEmpty && none.missingWays.isEmpty)
        }
    }
}
