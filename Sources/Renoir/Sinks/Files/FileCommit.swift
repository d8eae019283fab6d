internal import Records
internal import Session
internal import SystemLibrary
internal import Threading

/// Gives what a sink has written its name, when the job has succeeded; on rank 0.
final class FileCommit: @unchecked Sendable {
    private let target: ByteString
    private let parts: FileParts
    /// What names of parts end with.
    private let ending: String
    private let replaces: Bool
    private let lock = Lock()
    private var written: [WrittenFile] = []

    init(_ target: ByteString, _ parts: FileParts, ending: String, replaces: Bool) {
        self.target = target
        self.parts = parts
        self.ending = ending
        self.replaces = replaces
    }

    func add(_ file: WrittenFile) { lock.withLock { written.append(file) } }

    /// What keeps the sink from writing there, before anything is done.
    func check() throws(JobError) {
        guard !target.isEmpty, !target.contains(0) else {
            throw JobError(.io, "no file is called '\(target.visible)'")
        }
        let folder = target.folderAndName.folder
        if !folder.isEmpty, !exists(folder) {
            throw OutputFile.failure("is no folder to write into", folder)
        }
        var status = stat()
        guard target.withCString({ lstat($0, &status) }) == 0 else { return }
        let isFolder = status.st_mode & S_IFMT == S_IFDIR
        if parts == .one {
            if isFolder { throw JobError(.io, "\(target.visible) is a directory") }
            if OutputFile.isSpecial(target) { return }
        }
        guard replaces else {
            throw JobError(.io, "\(target.visible) exists; remove it, write elsewhere, or say replacing: true")
        }
        if parts == .perWorker {
            guard isFolder, exists(manifest(in: target)) else {
                throw JobError(.io, "\(target.visible) exists and is nothing that such a sink has written")
            }
        }
    }

    private func exists(_ path: ByteString) -> Bool { path.withCString { SystemLibrary.access($0, F_OK) } == 0 }

    private func manifest(in folder: ByteString) -> ByteString { folder + ByteString("/_MANIFEST.json") }

    func commit() throws(JobError) {
        let files = lock.withLock { written.sorted { $0.part < $1.part } }
        for file in files where !file.path.isEmpty && !exists(file.path) {
            throw JobError(
                .io, "\(target.visible): rank 0 doesn't see part \(file.part); it has to be in a folder of all ranks")
        }
        try check()
        if parts == .one { try commitFile(files) } else { try commitFolder(files) }
    }

    private func commitFile(_ files: [WrittenFile]) throws(JobError) {
        guard let file = files.first, !file.path.isEmpty else { return }
        let (folder, name) = target.folderAndName
        try rename(file.path, to: target)
        try writeManifest(folder + name + ByteString(".manifest.json"), [(name, file)])
        syncFolder(folder)
    }

    private func commitFolder(_ files: [WrittenFile]) throws(JobError) {
        let partial = OutputFile.partialName(of: target)
        guard partial.withCString({ mkdir($0, 0o777) }) == 0 else { throw OutputFile.failure("can't be made", target) }
        var named: [(ByteString, WrittenFile)] = []
        for file in files {
            let number = "\(file.part)"
            let name = ByteString(
                "part-" + String(repeating: "0", count: max(0, 5 - number.count)) + number + ending)
            try rename(file.path, to: partial + ByteString("/") + name)
            named.append((name, file))
        }
        try writeManifest(manifest(in: partial), named)
        syncFolder(partial + ByteString("/"))
        if replaces, exists(target) { try removeFolder() }
        try rename(partial, to: target)
        syncFolder(target.folderAndName.folder)
    }

    /// Removes an earlier result: the files that its manifest may name, and nothing else.
    private func removeFolder() throws(JobError) {
        var matches = glob_t()
        defer { globfree(&matches) }
        let pattern = target.globQuoted + ByteString("/part-*")
        if pattern.withCString({ glob($0, 0, nil, &matches) }) == 0 {
            for place in 0..<Int(matches.gl_pathc) { unlink(matches.gl_pathv[place]!) }
        }
        _ = manifest(in: target).withCString { unlink($0) }
        guard target.withCString({ rmdir($0) }) == 0 else { throw OutputFile.failure("can't be replaced", target) }
    }

    private func rename(_ from: ByteString, to: ByteString) throws(JobError) {
        let result = from.withCString { from in to.withCString { SystemLibrary.rename(from, $0) } }
        guard result == 0 else { throw OutputFile.failure("can't get its name", to) }
    }

    private func writeManifest(_ path: ByteString, _ files: [(name: ByteString, file: WrittenFile)]) throws(JobError) {
        let lines = files.map { name, file in
            "    {\"file\": \(name.json), \"bytes\": \(file.bytes), \"records\": \(file.records)}"
        }
        let records = files.reduce(0) { $0 + $1.file.records }
        let text = "{\n  \"records\": \(records),\n  \"files\": [\n\(lines.joined(separator: ",\n"))\n  ]\n}\n"
        let registry = OutputRegistry()
        do throws(JobError) {
            let output = try OutputFile(for: path, registry)
            try ByteString(text).withUnsafeBytes { bytes throws(JobError) in try output.write(bytes, records: 0) }
            try rename(output.finish(part: 0).path, to: path)
        } catch {
            registry.removeAll()
            throw error
        }
    }

    /// Names are on the disk when their folder is. Where that can't be asked for, it's the file system's affair.
    private func syncFolder(_ folder: ByteString) {
        let descriptor = (folder.isEmpty ? "." : folder).withCString { SystemLibrary.open($0, O_RDONLY | O_CLOEXEC) }
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }
}

extension ByteString {
    /// As a string in JSON. What is no text is repaired.
    var json: String {
        var text = "\""
        for scalar in String(self).unicodeScalars {
            switch scalar {
            case "\"", "\\": text += "\\\(scalar)"
            case _ where scalar.value < 0x20:
                let code = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - code.count) + code
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text + "\""
    }

    /// With a backslash before what patterns know.
    var globQuoted: ByteString { ByteString(flatMap { "*?[\\".utf8.contains($0) ? [UInt8(ascii: "\\"), $0] : [$0] }) }
}
