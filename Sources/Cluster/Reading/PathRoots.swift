internal import SystemLibrary

/// What the paths in a configuration file begin at.
struct PathRoots {
    /// The absolute path of the folder that the file is in.
    var folder: String
    /// The user's home, if there is one.
    var home: String?

    /// The roots for the file at `path`.
    static func ofFile(_ path: String) -> PathRoots {
        let parent = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
        let home = getenv("HOME").map { String(cString: $0) }
        if parent.hasPrefix("/") { return PathRoots(folder: parent, home: home) }
        let current = getcwd(nil, 0)
        defer { free(current) }
        let folder = current.map { String(cString: $0) } ?? ""
        return PathRoots(folder: folder + "/" + parent, home: home)
    }

    /// `path` as an absolute one: `~/` is the home, what is relative begins at the file's folder.
    ///
    /// - Returns: Nil if it begins at a home that is not known.
    func absolute(_ path: String) -> String? {
        if path.hasPrefix("/") { return path }
        if path == "~" || path.hasPrefix("~/") {
            guard let home, home.hasPrefix("/") else { return nil }
            return home + path.dropFirst()
        }
        guard !path.hasPrefix("~"), folder.hasPrefix("/") else { return nil }
        let separator = folder.hasSuffix("/") ? "" : "/"
        return folder + separator + (path.hasPrefix("./") ? String(path.dropFirst(2)) : path)
    }
}

extension PathRoots: Sendable {}
