internal import Renoir

/// Numbers of one width, as files have them.
struct NumberLayout: Equatable {
    enum Kind: String {
        case double = "f8"
        case float = "f4"
        case integer = "i8"
    }

    let kind: Kind
    let isBigEndian: Bool

    var width: Int { kind == .float ? 4 : 8 }

    /// As this process has elements in memory.
    static func native<Element: MatrixElement>(_: Element.Type) -> NumberLayout {
        let kind: Kind = Element.self == Double.self ? .double : Element.self == Float.self ? .float : .integer
        return NumberLayout(kind: kind, isBigEndian: 1.bigEndian == 1)
    }

    /// Whether numbers become elements without losing anything.
    func fits<Element: MatrixElement>(_: Element.Type) -> Bool {
        let own = NumberLayout.native(Element.self).kind
        return kind == own || kind == .float && own == .double
    }

    /// Makes elements, of a type that fits, of bytes; as many as there are.
    func elements<Element: MatrixElement>(_ bytes: UnsafeRawBufferPointer, into output: UnsafeMutablePointer<Element>) {
        let count = bytes.count / width
        guard let start = bytes.baseAddress, count > 0 else { return }
        if self == .native(Element.self) {
            UnsafeMutableRawPointer(output).copyMemory(from: start, byteCount: count * width)
            return
        }
        let target = UnsafeMutableRawPointer(output)
        let isWidened = kind == .float && Element.self == Double.self
        for place in 0..<count {
            switch (kind, isWidened) {
            case (.double, _), (.integer, _):
                target.storeBytes(of: word(start + place * 8), toByteOffset: place * 8, as: UInt64.self)
            case (.float, false):
                target.storeBytes(of: half(start + place * 4), toByteOffset: place * 4, as: UInt32.self)
            case (.float, true):
                let number = Double(Float(bitPattern: half(start + place * 4)))
                target.storeBytes(of: number, toByteOffset: place * 8, as: Double.self)
            }
        }
    }

    private func word(_ start: UnsafeRawPointer) -> UInt64 {
        let word = start.loadUnaligned(as: UInt64.self)
        return isBigEndian ? UInt64(bigEndian: word) : UInt64(littleEndian: word)
    }

    private func half(_ start: UnsafeRawPointer) -> UInt32 {
        let word = start.loadUnaligned(as: UInt32.self)
        return isBigEndian ? UInt32(bigEndian: word) : UInt32(littleEndian: word)
    }
}

extension MatrixContext {
    /// What each rank finds out of a file by itself, on all ranks the same; throws the problem of the lowest rank that has one.
    ///
    /// Collective.
    func agreed<Found>(_ path: String, _ find: (InputFile) throws(JobError) -> Found) throws(JobError) -> Found {
        var found: (file: InputFile, value: Found)?
        var problem: JobError?
        do throws(JobError) {
            let file = try InputFile(path)
            found = (file, try find(file))
        } catch { problem = error }
        try agree(on: problem)
        let sizes = try wait { $0.allGather([found?.file.size ?? 0]) }
        guard let found, sizes.allSatisfy({ $0 == sizes[0] }) else {
            throw JobError(.data, "\(path) isn't the same file on all ranks: they have to see one")
        }
        return found.value
    }

    /// The matrix whose numbers stand in a file from `first` on, row by row. Each rank reads its own rows.
    ///
    /// Collective.
    func readNumbers<Element: MatrixElement>(
        _ path: String, from first: Int, rows: Int, columns: Int, _ layout: NumberLayout
    ) throws(JobError) -> Matrix<Element> {
        let mine = self.rows(of: rank, rows, .rows)
        var problem: JobError?
        let elements = [Element](unsafeUninitializedCapacity: mine.count * columns) { output, count in
            guard let target = output.baseAddress else { return }
            do throws(JobError) {
                let file = try InputFile(path)
                var place = first + mine.lowerBound * columns * layout.width
                let end = first + mine.upperBound * columns * layout.width
                while place < end {
                    let length = max(1, pieceBytes / layout.width) * layout.width
                    let bytes = try file.bytes(place..<min(end, place + length))
                    guard bytes.count % layout.width == 0, !bytes.isEmpty else {
                        throw JobError(.io, "\(path) ends while it's read")
                    }
                    bytes.withUnsafeBytes { layout.elements($0, into: target + count) }
                    count += bytes.count / layout.width
                    place += bytes.count
                }
            } catch {
                problem = error
                (target + count).initialize(repeating: .zero, count: mine.count * columns - count)
                count = mine.count * columns
            }
        }
        try agree(on: problem)
        return Matrix(self, rows: rows, columns: columns, .rows, local: elements)
    }
}
