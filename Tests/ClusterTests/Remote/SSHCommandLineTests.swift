import Testing

@testable import Cluster

@Suite struct SSHCommandLineTests {
    private func destination(_ words: [String]) -> String? {
        SSHCommandLine(words, configuration: "/private/config")?.destination
    }

    @Test(arguments: [
        ["ssh", "-F", "/private/config", "--", "a.lan", "exec sh"],
        ["/usr/bin/ssh", "-x", "-F", "/private/config", "a.lan", "orted", "-F", "x"],
        ["ssh", "-F/private/config", "a.lan"],
        ["ssh", "-vxF", "/private/config", "-e", "none", "a.lan"],
        // As ssh calls itself for a host on the way.
        ["ssh", "-F", "/private/config", "-W", "[b.lan]:22", "a.lan"],
    ])
    func commandLine_ofThisStart_hasADestination(words: [String]) {
        #expect(destination(words) == "a.lan")
    }

    @Test(arguments: [
        [], ["ssh"], ["ssh", "a.lan"], ["ssh", "-F", "/other", "a.lan"], ["ssh", "-F", "/private/config"],
        ["ssh", "-F"], ["ssh", "-p", "-F", "/private/config", "a.lan"],
        ["ssh", "--", "-F", "/private/config", "a.lan"],
        ["ssh", "-F", "/private/config", "-F", "/other", "a.lan"],
        // Another machine or account may answer there.
        ["ssh", "-F", "/private/config", "-p", "2200", "a.lan"],
        ["ssh", "-F", "/private/config", "-leve", "a.lan"],
        ["ssh", "-xo", "HostName=b.lan", "-F", "/private/config", "a.lan"],
        ["ssh", "-F", "/private/config", "-J", "b.lan", "a.lan"],
        ["ssh", "-F", "/private/config", "a.lan", "-p", "2200", "true"],
    ])
    func anotherCommandLine_hasNone(words: [String]) {
        #expect(destination(words) == nil)
    }
}
