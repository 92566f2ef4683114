package io.recaller.gateway.web;

import io.nayuki.qrcodegen.QrCode.Ecc;

/**
 * A text as a square of modules (ISO/IEC 18004), to be drawn as one path of SVG. Pure.
 *
 * @param size of the square in modules, the quiet zone included
 * @param path of what is dark, one unit a module
 */
record QrCode(int size, String path) {
    /** Modules of nothing on each side, as the standard wants. */
    private static final int QUIET = 4;

    static QrCode of(String text) {
        var code = io.nayuki.qrcodegen.QrCode.encodeText(text, Ecc.MEDIUM);
        var path = new StringBuilder();
        for (var y = 0; y < code.size; y++) {
            for (var x = 0; x < code.size; x++) {
                var from = x;
                while (x < code.size && code.getModule(x, y)) {
                    x++;
                }
                if (x > from) {
                    path.append('M').append(from + QUIET).append(' ').append(y + QUIET);
                    path.append('h').append(x - from).append("v1h").append(from - x).append('z');
                }
            }
        }
        return new QrCode(code.size + 2 * QUIET, path.toString());
    }
}
