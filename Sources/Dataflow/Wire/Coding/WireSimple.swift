/// The types that are written as a tag and their bytes, without an encoder.
enum WireSimple {
    /// A constant where `type` is known; nothing is looked up where it isn't.
    @inline(__always)
    static func includes<Value>(_ type: Value.Type) -> Bool {
        type == Int.self || type == Double.self || type == String.self || type == Bool.self || type == Float.self
            || type == Int32.self || type == Int64.self || type == UInt64.self || type == UInt32.self
            || type == UInt8.self || type == UInt.self || type == Int8.self || type == Int16.self
            || type == UInt16.self
    }
}
