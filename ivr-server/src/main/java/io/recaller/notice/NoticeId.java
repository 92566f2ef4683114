package io.recaller.notice;

import java.util.UUID;

/** Our own id of a notice. */
public record NoticeId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
