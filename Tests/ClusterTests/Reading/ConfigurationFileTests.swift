import Foundation
import Testing

@testable import Cluster

@Suite struct ConfigurationFileTests {
    private static let secretText = hostText + "ssh = { username = \"ann\", password = \"x\" }\n"

    @Test(arguments: [0o644, 0o640, 0o604, 0o660, 0o610])
    func secret_thatOthersMayRead_isRefused(mode: Int) throws {
        try withFile(Self.secretText, mode: mode) { path in
            let error = #expect(throws: ConfigurationError.self) { try ClusterDescription(contentsOf: path) }
            #expect(
                error?.description
                    == "\(path): it holds a password or passphrase, and others may read it; take their rights away: chmod 600"
            )
        }
    }

    @Test(arguments: [0o600, 0o400, 0o700])
    func secret_ofItsOwnerOnly_isRead(mode: Int) throws {
        try withFile(Self.secretText, mode: mode) { path in
            let cluster = try ClusterDescription(contentsOf: path)
            #expect(cluster.hosts[0].ssh?.password?.revealed == "x")
        }
    }

    @Test func file_withoutSecrets_mayBeReadByAll() throws {
        try withFile(hostText, mode: 0o644) { path in
            let cluster = try ClusterDescription(contentsOf: path)
            #expect(cluster.hosts.count == 1)
        }
    }

    @Test func mistake_isToldWithFileAndLine() throws {
        try withFile("\n\n[[host]]\n\nnum_cors = 7", mode: 0o644) { path in
            let error = #expect(throws: ConfigurationError.self) { try ClusterDescription(contentsOf: path) }
            #expect(error?.description == "\(path):5: host.num_cors: there is no such key; did you mean 'num_cores'?")
        }
    }

    @Test func keyFile_ofARelativePath_liesBesideTheFile() throws {
        try withFile(hostText + "ssh = { key_file = \"id\" }", mode: 0o644) { path in
            let folder = path.dropLast(path.split(separator: "/").last?.count ?? 0)
            let cluster = try ClusterDescription(contentsOf: path)
            #expect(cluster.hosts[0].ssh?.keyFile == folder + "id")
        }
    }

    @Test(arguments: ["/", "/dev/null", "/nowhere/cluster.toml", "", "/dev/null\0x"])
    func path_ofNoRegularFile_isRefused(path: String) {
        let error = #expect(throws: ConfigurationError.self) { try ClusterDescription(contentsOf: path) }
        #expect(error?.file == path)
        #expect(error?.line == nil)
    }

    @Test func file_thatIsTooLarge_isRefused() throws {
        try withFile(String(repeating: "#", count: (1 << 20) + 1), mode: 0o644) { path in
            let error = #expect(throws: ConfigurationError.self) { try ClusterDescription(contentsOf: path) }
            #expect(error?.message == "it has more than 1048576 bytes")
        }
    }

    /// Calls `body` with the path of a file with `text`.
    private func withFile(_ text: String, mode: Int, _ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "renoir-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "cluster.toml")
        try Data(text.utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
        try body(file.path)
    }
}
