package io.recaller.hours;

/** An iCalendar file cannot be used; the message names file, line and remedy. */
public final class BadCalendarException extends Exception {
    private static final long serialVersionUID = 1L;

    BadCalendarException(String file, int line, String message) {
        super(file + ":" + line + ": " + message);
    }

    /** What is wrong, for a person. */
    public String words() {
        return String.valueOf(getMessage());
    }
}
