import SystemLibrary
import Testing

@testable import Cluster

@Suite struct WorkerTokenTests {
    private static let text = "0123456789abcdef"

    /// The path of a file with `text` and the permissions `mode`, while `body` runs.
    private func withFile(_ text: String = text, mode: mode_t, _ body: (String) throws -> Void) throws {
        var name = Array("/tmp/renoir-token.XXXXXX".utf8CString)
        let file = OpenFile(mkstemp(&name))
        let path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer { unlink(path) }
        #expect(file.writeAll(Array(text.utf8)))
        #expect(fchmod(file.descriptor, mode) == 0)
        try body(path)
    }

    @Test(arguments: [0o600, 0o400] as [mode_t])
    func fileOfItsOwnersAlone_hasTheToken_withoutBlanksAround(mode: mode_t) throws {
        try withFile("  \(Self.text)\n", mode: mode) { path in
            let found = try WorkerToken.find(file: path)
            #expect(found.bytes == Array(Self.text.utf8))
        }
    }

    @Test(arguments: [0o644, 0o640, 0o660, 0o604, 0o602] as [mode_t])
    func fileThatOthersMayTouch_isRefused(mode: mode_t) throws {
        try withFile(mode: mode) { path in
            let error = #expect(throws: RemoteStartError.self) { try WorkerToken.find(file: path) }
            #expect(error?.cause == .configuration)
            #expect(error?.message.contains("chmod 600") == true)
        }
    }

    @Test(arguments: ["/none", "/tmp", "/dev/null"])
    func whatIsNoFileOfOnes_isRefused(path: String) {
        let error = #expect(throws: RemoteStartError.self) { try WorkerToken.find(file: path) }
        #expect(error?.cause == .configuration)
    }

    @Test(arguments: [0, 15, 1025, 5000])
    func tokenOfAnotherLength_isRefused_andNotShown(count: Int) throws {
        try withFile(String(repeating: "x", count: count), mode: 0o600) { path in
            let error = #expect(throws: RemoteStartError.self) { try WorkerToken.find(file: path) }
            #expect(error?.message.contains("xxx") == false)
        }
    }

    @Test func token_isNotShown() throws {
        let token = try WorkerToken(Self.text.utf8)
        var dumped = ""
        dump(token, to: &dumped)
        #expect("\(token) \(String(reflecting: token)) \(dumped)".contains("012") == false)
    }

    @Test func variablesOfLaunchersAndTheToken_areNotHandedOn() {
        let values = [
            "PATH": "p", "RENOIR_TOKEN": "t", "PMIX_RANK": "0", "PMI_RANK": "0", "OMPI_COMM_WORLD_RANK": "0",
            "OMPI_MCA_orte_hnp_uri": "u", "OMPI_MCA_btl": "tcp,self", "SLURM_JOB_ID": "1", "OMPI_ARGV": "x",
        ]
        #expect(Set(WorkerService.environment(values).keys) == ["PATH", "OMPI_MCA_btl", "SLURM_JOB_ID"])
    }
}
