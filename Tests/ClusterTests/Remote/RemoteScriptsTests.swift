import SystemLibrary
import Testing

@testable import Cluster

/// The scripts on this machine, as ssh would run them on a host.
@Suite(.serialized) struct RemoteScriptsTests {
    private func run(_ script: String, home: String, input: Command.Input) throws -> Outcome {
        let path = ProcessEnvironment.value(of: "PATH") ?? "/usr/bin:/bin"
        let command = Command(
            path: "/bin/sh", arguments: ["-c", script], environment: ["PATH": path, "HOME": home], input: input)
        return try ProcessLoop(askpass: nil).run([command], seconds: 20)[0]
    }

    @Test func program_isCopiedOnce_andFoundThen() throws {
        var template = Array("/tmp/renoir it's a test.XXXXXX".utf8CString)
        let home = try #require(mkdtemp(&template).map { String(cString: $0) })
        defer { _ = try? run("exec rm -rf \"$HOME\"", home: home, input: .nothing) }
        let loop = try ProcessLoop(askpass: nil)
        let sum = Command(
            path: "/usr/bin/env", arguments: ["sha256sum", "/bin/true"], environment: ["PATH": "/bin:/usr/bin"])
        let digits = String(decoding: try loop.run([sum], seconds: 20)[0].output.prefix(64), as: UTF8.self)
        let scripts = RemoteScripts(
            program: LocalProgram(path: "/bin/it's true", checksum: digits, system: "Linux x86_64"))
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
}
