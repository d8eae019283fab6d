internal import Foundation

/// Lines for whoever watches.
public enum StandardError {
    public static func write(_ line: String) { try? FileHandle.standardError.write(contentsOf: Data("\(line)\n".utf8)) }
}
