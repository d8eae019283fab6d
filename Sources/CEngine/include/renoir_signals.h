#ifndef RENOIR_SIGNALS_H
#define RENOIR_SIGNALS_H

/// From now on SIGINT and SIGTERM are noted instead of ending the process, unless the program handles them itself.
void renoir_watch_signals(void);

/// The signals have the effects again that they had before they were watched.
void renoir_unwatch_signals(void);

/// The last signal that was noted since they are watched; 0 for none.
int renoir_noted_signal(void);

#endif
