// Domains are written and run with the engine: whoever imports them needs its contexts and configurations.
@_exported public import Renoir
