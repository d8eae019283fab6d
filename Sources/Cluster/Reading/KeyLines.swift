/// The lines on which the keys of a TOML text stand, which the library that parses it does not tell.
///
/// The text is walked before the library sees it: what the library would cut (a string with U+0000), follow until its stack
/// ends (tables in tables in tables) or stop the program at (a key that is none, in debug builds) is refused here. Values
/// are looked at no closer than it takes to find their ends; what they are is the library's to say.
struct KeyLines {
    /// A step into a table or an array.
    enum Step: Hashable, Sendable {
        case key(String)
        case index(Int)
    }

    typealias Path = [Step]

    /// Deeper than any description goes.
    static let deepest = 16

    private var lines: [Path: Int] = [:]
    /// The elements so far of each array of tables: `[[host]]` adds one.
    private var elements: [Path: Int] = [:]
    /// - Throws: ``ConfigurationError``, with its line, for what the library must not see.
    init(_ text: [UInt8]) throws(ConfigurationError) {
        var scanner = TOMLScanner(text)
        guard try walk(&scanner) else {
            throw ConfigurationError("this is no TOML from column \(scanner.column) on", line: scanner.line)
        }
    }

    /// The line of the key or element at `path`, or of the innermost table around it that has one.
    func line(of path: Path) -> Int? {
        var path = path
        while !path.isEmpty {
            if let line = lines[path] { return line }
            path.removeLast()
        }
        return nil
    }

    /// Walks through the document; false at the first byte that is not TOML.
    private mutating func walk(_ scanner: inout TOMLScanner) throws(ConfigurationError) -> Bool {
        var table: Path = []
        while true {
            scanner.skipBlank(newlines: true)
            guard !scanner.isAtEnd else { return true }
            if scanner.take("[") {
                guard let path = try header(&scanner) else { return false }
                table = path
            } else {
                guard try entry(&scanner, in: table) else { return false }
            }
            scanner.skipBlank(newlines: false)
            guard scanner.isAtEnd || scanner.take("\n") else { return false }
        }
    }

    /// `[table]` or `[[array]]`, after the first bracket: the table that it opens.
    private mutating func header(_ scanner: inout TOMLScanner) throws(ConfigurationError) -> Path? {
        let isElement = scanner.take("[")
        let line = scanner.line
        guard let keys = try scanner.keys(), scanner.take("]"), !isElement || scanner.take("]") else { return nil }
        var path: Path = []
        for (index, key) in keys.enumerated() {
            try note(&path, .key(key), line)
            if isElement, index == keys.count - 1 {
                let count = elements[path, default: 0]
                elements[path] = count + 1
                try note(&path, .index(count), line)
            } else if let count = elements[path] {
                path.append(.index(count - 1))
            }
        }
        return path
    }

    /// `key = value` in the table at `path`.
    private mutating func entry(_ scanner: inout TOMLScanner, in path: Path) throws(ConfigurationError) -> Bool {
        let line = scanner.line
        var path = path
        guard let keys = try scanner.keys() else { return false }
        for key in keys { try note(&path, .key(key), line) }
        guard scanner.take("=") else { return false }
        scanner.skipBlank(newlines: false, comments: false)
        return try value(&scanner, at: path)
    }

    private mutating func value(_ scanner: inout TOMLScanner, at path: Path) throws(ConfigurationError) -> Bool {
        if scanner.take("[") { return try array(&scanner, at: path) }
        if scanner.take("{") { return try inlineTable(&scanner, at: path) }
        return try scanner.skipScalar()
    }

    private mutating func array(_ scanner: inout TOMLScanner, at path: Path) throws(ConfigurationError) -> Bool {
        var count = 0
        while true {
            scanner.skipBlank(newlines: true)
            if scanner.take("]") { return true }
            var element = path
            try note(&element, .index(count), scanner.line)
            guard try value(&scanner, at: element) else { return false }
            count += 1
            scanner.skipBlank(newlines: true)
            if scanner.take(",") { continue }
            return scanner.take("]")
        }
    }

    private mutating func inlineTable(_ scanner: inout TOMLScanner, at path: Path) throws(ConfigurationError) -> Bool {
        scanner.skipBlank(newlines: false, comments: false)
        if scanner.take("}") { return true }
        while true {
            scanner.skipBlank(newlines: false, comments: false)
            guard try entry(&scanner, in: path) else { return false }
            scanner.skipBlank(newlines: false, comments: false)
            if scanner.take(",") { continue }
            return scanner.take("}")
        }
    }

    /// Goes a step further, and notes the line if this is the first time.
    private mutating func note(_ path: inout Path, _ step: Step, _ line: Int) throws(ConfigurationError) {
        path.append(step)
        guard path.count <= Self.deepest else {
            throw ConfigurationError("tables and arrays lie in one another more than \(Self.deepest) deep", line: line)
        }
        if lines[path] == nil { lines[path] = line }
    }
}

extension KeyLines: Sendable {}
