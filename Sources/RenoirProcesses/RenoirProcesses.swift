// Processes are started by the configuration that streams have: whoever imports them needs both.
@_exported public import Renoir
