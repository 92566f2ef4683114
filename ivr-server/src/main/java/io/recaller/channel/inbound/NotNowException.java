package io.recaller.channel.inbound;

/** A message cannot be answered now, and is answered later. */
final class NotNowException extends RuntimeException {
    NotNowException(String message) {
        super(message);
    }
}
