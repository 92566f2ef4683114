package io.recaller.customer.handle;

import com.ibm.icu.text.IDNA;
import java.text.Normalizer;
import java.util.Locale;

/** One address in one form, however its letters were put together and its host was written. */
final class MailAddress {
    /** UTS 46, as browsers read the names of hosts; safe for all threads. */
    private static final IDNA HOSTS =
            IDNA.getUTS46Instance(IDNA.NONTRANSITIONAL_TO_ASCII | IDNA.CHECK_BIDI);

    private MailAddress() {}

    /**
     * In lower case and composed letters; the host as it goes over the net (RFC 5890), which is how
     * mail brings it, without the dot of the root.
     */
    static String plain(String written) {
        var address = Normalizer.normalize(written.strip(), Normalizer.Form.NFC);
        var lower = address.toLowerCase(Locale.ROOT);
        var host = lower.lastIndexOf('@') + 1;
        return host == 0 ? lower : lower.substring(0, host) + ascii(lower.substring(host));
    }

    /** What is no name of a host stays as it is. */
    private static String ascii(String host) {
        var name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        if (name.chars().allMatch(letter -> letter < 0x80)) {
            return name;
        }
        var found = new IDNA.Info();
        var ascii = HOSTS.nameToASCII(name, new StringBuilder(), found).toString();
        return found.hasErrors() ? name : ascii;
    }
}
