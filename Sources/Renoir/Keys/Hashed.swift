public import Records

/// A key with its value and a hash of the key, as `KeyedTable.drain` gives them: it travels with them, so that nobody has to hash
/// the key anew.
@usableFromInline
struct Hashed<Key, Value> {
    @usableFromInline var hash: UInt64
    @usableFromInline var key: Key
    @usableFromInline var value: Value

    @inlinable @inline(__always)
    init(key: consuming Key, value: consuming Value, hash: UInt64) {
        self.hash = hash
        self.key = key
        self.value = value
    }
}

extension Hashed: WireFormatted {
    @usableFromInline static var wireComponents: [WireComponent] { Keyed<Key, Value>.wireComponents }

    @inlinable
    static func wireFormat() -> WireFormat<Hashed>? {
        if let plain = WireFormat<Hashed>.plain() { return plain }
        guard let pair = Keyed<Key, Value>.wireFormat(), let key = WirePart<Key>(), let value = WirePart<Value>() else {
            return nil
        }
        let (keyOffset, valueOffset) = (
            MemoryLayout<Hashed>.offset(of: \.key)!, MemoryLayout<Hashed>.offset(of: \.value)!
        )
        return WireFormat(
            layout: "hashed \(pair.layout)", isReadByProgram: pair.isReadByProgram,
            store: { record, writer throws(WireError) in
                let place = UnsafeRawPointer(record)
                writer.store(record.pointee.hash)
                try key.store((place + keyOffset).assumingMemoryBound(to: Key.self), &writer)
                try value.store((place + valueOffset).assumingMemoryBound(to: Value.self), &writer)
            },
            load: { record, reader throws(WireError) in
                let place = UnsafeMutableRawPointer(record)
                let keyPlace = (place + keyOffset).assumingMemoryBound(to: Key.self)
                place.initializeMemory(as: UInt64.self, to: try reader.load(UInt64.self))
                do throws(WireError) { try key.load(keyPlace, &reader) } catch { throw inside("key", error) }
                do throws(WireError) {
                    try value.load((place + valueOffset).assumingMemoryBound(to: Value.self), &reader)
                } catch {
                    keyPlace.deinitialize(count: 1)
                    throw inside("value", error)
                }
            })
    }

    @usableFromInline
    static func inside(_ field: String, _ error: WireError) -> WireError {
        WireError(message: error.message, path: [field] + error.path)
    }
}

extension Hashed: Sendable where Key: Sendable, Value: Sendable {}
