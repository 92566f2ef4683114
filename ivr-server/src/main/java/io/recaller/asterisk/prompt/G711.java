package io.recaller.asterisk.prompt;

/** The two companding laws of ITU-T G.711: what a telephone line carries, a byte a sample. */
enum G711 {
    /** µ-law, North America and Japan. */
    ULAW {
        @Override
        byte encode(short sample) {
            var sign = sample < 0 ? 0x80 : 0;
            var magnitude = Math.min(Math.abs((int) sample), 32635) + 132;
            var exponent = 24 - Integer.numberOfLeadingZeros(magnitude);
            var mantissa = magnitude >> (exponent + 3) & 0x0F;
            return (byte) ~(sign | exponent << 4 | mantissa);
        }
    },
    /** A-law, the rest of the world. */
    ALAW {
        @Override
        byte encode(short sample) {
            var sign = sample < 0 ? 0 : 0x80;
            // A negative sample is mirrored with a shift of one, so that −1 becomes 0.
            var magnitude = (sample < 0 ? ~sample : sample) >> 3;
            var exponent = Math.max(0, 27 - Integer.numberOfLeadingZeros(magnitude));
            var mantissa = magnitude >> Math.max(1, exponent) & 0x0F;
            return (byte) ((sign | exponent << 4 | mantissa) ^ 0x55);
        }
    };

    abstract byte encode(short sample);

    byte[] encode(Pcm sound) {
        var bytes = new byte[sound.size()];
        for (var i = 0; i < bytes.length; i++) {
            bytes[i] = encode(sound.at(i));
        }
        return bytes;
    }
}
