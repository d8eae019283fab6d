import Foundation
import Testing

@testable import Cluster

struct TemporaryFolderTests {
    private static let places: [(variables: [String: String], path: String)] = [
        ([:], "/tmp"), (["TMPDIR": "/var/tmp", "TMP": "/else"], "/var/tmp"),
        (["TMPDIR": "", "TMP": "/else"], "/else"),
        (["TMPDIR": "/var/tmp", "OMPI_MCA_orte_tmpdir_base": "/scratch"], "/scratch"),
    ]

    @Test(arguments: places)
    func path_isWhereOpenMPILooks(variables: [String: String], path: String) {
        #expect(TemporaryFolder { variables[$0] }.path == path)
    }

    @Test func tryToWrite_leavesNothing() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("renoir-test.\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try TemporaryFolder { _ in folder.path }.tryToWrite()
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    @Test func tryToWrite_whereNothingIs_saysWhere() {
        let error = #expect(throws: TemporaryFolder.Obstacle.self) {
            try TemporaryFolder { _ in "/nowhere/at/all" }.tryToWrite()
        }
        #expect(error?.isFull == false)
        #expect(error?.message.contains("/nowhere/at/all") ?? false)
    }
}
