import SystemLibrary
import Testing

@testable import Cluster

@Suite struct PrivateFolderTests {
    private func mode(_ path: String) -> mode_t? {
        var facts = stat()
        return lstat(path, &facts) == 0 ? facts.st_mode & 0o777 : nil
    }

    @Test func folder_isThisUsersOnly_andGoneAfterwards() throws {
        let folder = try PrivateFolder()
        let file = try folder.write("text", to: .sshConfiguration)
        _ = try folder.link(.askpass, to: "/bin/true")
        #expect(mode(folder.path) == 0o700)
        #expect(mode(file) == 0o600)
        folder.remove()
        #expect(mode(folder.path) == nil)
    }

    @Test func folderLeftBehind_isRemovedByTheNextStart_butNotOneInUse() throws {
        let running = try PrivateFolder()
        defer { running.remove() }
        var left: String?
        do {
            let folder = try PrivateFolder()
            _ = try folder.write("text", to: .sshConfiguration)
            left = folder.path
        }
        let path = try #require(left)
        let longAgo = time(nil) - 3600
        for path in [path, running.path] {
            var times = [timeval(tv_sec: longAgo, tv_usec: 0), timeval(tv_sec: longAgo, tv_usec: 0)]
            #expect(utimes(path, &times) == 0)
        }
        try PrivateFolder().remove()
        #expect(mode(path) == nil)
        #expect(mode(running.path) == 0o700)
    }
}
