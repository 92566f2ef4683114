package io.recaller.flow;

/**
 * One mistake in a flow, told so that it can be mended.
 *
 * @param line 1-based line in the file; 0 when it belongs to no line
 * @param path where in the document, dotted: {@code nodes.main.menu.options.pay.next}
 * @param message what is wrong
 * @param remedy what to do about it
 */
public record Problem(String file, int line, String path, String message, String remedy) {
    /** {@code telecom.yaml:12: nodes.main: message. Remedy} */
    @Override
    public String toString() {
        var where = path.isEmpty() ? "" : path + ": ";
        return file + ":" + line + ": " + where + message + ". " + remedy;
    }
}
