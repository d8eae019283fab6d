internal import Records

/// What a collective needs to know of the type of its elements; found once for each type.
struct ElementFormat {
    let declaration: ElementDeclaration
    /// Looks at elements that have arrived; nil if the type isn't made of its bytes alone.
    let check: ((UnsafeRawBufferPointer) throws(WireError) -> Void)?

    init<Element: BitwiseCopyable>(_ type: Element.Type) {
        let format = WireFormat<Element>.plain()
        declaration = ElementDeclaration(type, layout: format?.layout ?? "")
        check = format?.check
    }
}
