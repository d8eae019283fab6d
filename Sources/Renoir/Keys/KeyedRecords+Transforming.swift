public import Dataflow
public import Records

// Operators that change values and leave keys, and records, where they are.
extension KeyedRecords {
    /// Each record with its key.
    @inlinable @inline(__always)
    func stored() -> DataStream<Keyed<Access.Key, Access.Value>> {
        mapped("key") { $0 }
    }

    @inlinable @inline(__always)
    func mapped<Output: Sendable>(
        _ name: String, _ transform: @escaping @Sendable (Access.Value) throws -> Output
    ) -> DataStream<Keyed<Access.Key, Output>> {
        let key = key
        return stream.apply(name) {
            (
                cursor: inout Cursor, input: UnsafeMutablePointer<Access.Record>,
                output: UnsafeMutablePointer<Keyed<Access.Key, Output>>, _: UnsafeMutablePointer<Stateless>
            ) in
            if _isPOD(Access.Record.self) && _isPOD(Access.Key.self) && _isPOD(Output.self) {
                let count = cursor.runLength
                let from = input + cursor.consumed
                let to = output + cursor.produced
                for i in 0..<count {
                    let key = try key(from[i])
                    (to + i).initialize(
                        to: Keyed(key: key, value: try transform(Access.value(in: from + i).pointee)))
                }
                cursor.keepTimes(count)
                cursor.consumed += count
                cursor.produced += count
            } else {
                while cursor.canAdvance {
                    let record = input + cursor.consumed
                    let key = try Access.takeKey(of: record, by: key)
                    cursor.consumed += 1
                    let value = try Access.value(in: record).withMovedValue(transform)
                    (output + cursor.produced).initialize(to: Keyed(key: key, value: value))
                    cursor.keepTime()
                    cursor.produced += 1
                }
            }
        }
    }

    @inlinable @inline(__always)
    func compactMapped<Output: Sendable>(
        _ transform: @escaping @Sendable (Access.Value) throws -> Output?
    ) -> DataStream<Keyed<Access.Key, Output>> {
        let key = key
        return stream.apply("compactMap") {
            (
                cursor: inout Cursor, input: UnsafeMutablePointer<Access.Record>,
                output: UnsafeMutablePointer<Keyed<Access.Key, Output>>, _: UnsafeMutablePointer<Stateless>
            ) in
            while cursor.canAdvance {
                let record = input + cursor.consumed
                let key = try Access.takeKey(of: record, by: key)
                cursor.consumed += 1
                guard let value = try Access.value(in: record).withMovedValue(transform) else { continue }
                (output + cursor.produced).initialize(to: Keyed(key: key, value: value))
                cursor.keepTime()
                cursor.produced += 1
            }
        }
    }

    @inlinable @inline(__always)
    func flatMapped<Elements: Sequence, Failure: Error>(
        _ transform: @escaping @Sendable (Access.Value) throws(Failure) -> Elements
    ) -> DataStream<Keyed<Access.Key, Elements.Element>> where Elements.Element: Sendable {
        let key = key
        typealias Expanded = Expansion<KeyedElements<Access.Key, Elements.Iterator>>
        return stream.apply("flatMap", keepsTimes: true, state: { _ in Expanded() }) {
            (
                cursor: inout Cursor, input: UnsafeMutablePointer<Access.Record>,
                output: UnsafeMutablePointer<Keyed<Access.Key, Elements.Element>>,
                state: UnsafeMutablePointer<Expanded>
            ) in
            if state.pointee.iterator != nil {
                state.pointee.goOn(&cursor, output)
                if cursor.isPending { return }
            }
            while cursor.canAdvance {
                state.pointee.time.take(cursor)
                let record = input + cursor.consumed
                let key = try Access.takeKey(of: record, by: key)
                cursor.consumed += 1
                let elements = try transform(Access.value(in: record).move()).makeIterator()
                state.pointee.put(KeyedElements(key: key, elements: elements), &cursor, output)
            }
        }
    }
}

/// The elements of one record, each with the record's key.
@usableFromInline
struct KeyedElements<Key, Elements: IteratorProtocol>: IteratorProtocol {
    @usableFromInline let key: Key
    @usableFromInline var elements: Elements

    @inlinable @inline(__always)
    init(key: Key, elements: Elements) {
        self.key = key
        self.elements = elements
    }

    @inlinable @inline(__always)
    mutating func next() -> Keyed<Key, Elements.Element>? {
        guard let element = elements.next() else { return nil }
        return Keyed(key: key, value: element)
    }
}
