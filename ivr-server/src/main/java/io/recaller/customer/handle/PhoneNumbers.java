package io.recaller.customer.handle;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import com.google.i18n.phonenumbers.ShortNumberInfo;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.PlainText;
import io.recaller.customer.handle.Handles.Reading;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads a telephone number as dialled in one country: what can be somebody's number in the world is
 * its E.164 form, the same for every spelling; what is a number only here is {@link
 * HandleKind#LOCAL}; the rest is nobody. Thread-safe.
 */
final class PhoneNumbers {
    private static final int ARGENTINA = 54;
    private static final int LONGEST_SHORT = 6;
    private static final int LONGEST_LOCAL = 7;
    private static final int LONGEST_WITHOUT_AREA = 9;

    /** The trunk prefix 8 with a plus, as many in Russia and Kazakhstan write it; no other's. */
    private static final Pattern PLUS_BEFORE_EIGHT = Pattern.compile("\\+8[79]\\d{9}");

    private static final int RUSSIA_AND_KAZAKHSTAN = 7;

    /**
     * Where 8 was the trunk prefix of all, and many write it on; it is another one, or none, now.
     */
    private static final Set<String> ONCE_EIGHT =
            Set.of("AM", "AZ", "GE", "KG", "MD", "TJ", "UA", "UZ");

    /** Where people dial 001 and the country's code; elsewhere it is the plus and a one. */
    private static final Set<String> DIAL_001 = Set.of("HK", "KR", "SG", "TH");

    private final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
    private final ShortNumberInfo shorts = ShortNumberInfo.getInstance();
    private final NumberingPlans plans = new NumberingPlans();
    private final String region;

    /**
     * Reads numbers without country code as dialled in one country.
     *
     * @param region ISO 3166-1 alpha-2 in capitals, such as {@code KZ}
     */
    PhoneNumbers(String region) {
        if (!numbers.getSupportedRegions().contains(region)) {
            throw new IllegalArgumentException("no region has the code " + region + "; try KZ");
        }
        this.region = region;
    }

    /** Reads what {@link PlainText} made plain. */
    Reading read(String text) {
        return Dialled.of(text).map(this::read).orElseGet(this::notDigits);
    }

    private Reading read(Dialled dialled) {
        return isLocal(dialled.digits())
                ? local(dialled.digits())
                : best(spellings(dialled))
                        .map(this::judged)
                        .orElseGet(() -> withoutCountry(dialled.digits()));
    }

    /**
     * As {@link #read}, of a number without country code whose context tells it (RFC 3966).
     *
     * @param context the country code and maybe more, with plus
     */
    Reading read(String text, String context) {
        return Dialled.of(text)
                .filter(dialled -> !dialled.isInternational())
                .map(dialled -> read(dialled, Dialled.bare(context)))
                .orElseGet(this::notDigits);
    }

    private Reading read(Dialled dialled, String prefix) {
        var here = prefix.equals("+" + numbers.getCountryCodeForRegion(region));
        return best(List.of(prefix + dialled.digits()))
                .map(this::judged)
                .orElseGet(() -> here ? read(dialled) : impossible());
    }

    /** Reads what was called local: never a number of the world. */
    Reading readLocal(String text) {
        return Dialled.of(text)
                .filter(dialled -> !dialled.isInternational())
                .filter(dialled -> dialled.length() <= LONGEST_WITHOUT_AREA)
                .map(dialled -> local(dialled.digits()))
                .orElseGet(() ->
                        new Reading.Wrong(
                                "a local number has 2 to 9 digits; others are written as tel:"));
    }

    String region() {
        return region;
    }

    /** What was dialled here before this country's code was put in front; empty for others. */
    Optional<Reading> readAsLocal(String e164) {
        var own = "+" + numbers.getCountryCodeForRegion(region);
        return Optional.of(e164)
                .filter(value -> value.startsWith(own))
                .map(value -> value.substring(own.length()))
                .filter(digits -> !digits.isEmpty() && isLocal(digits))
                .map(this::local);
    }

    /** A number that is one only here: too short for the world, and not one of a small country. */
    private boolean isLocal(String digits) {
        if (digits.startsWith("+") || digits.length() > LONGEST_LOCAL) {
            return false;
        }
        if (digits.length() < LONGEST_SHORT - 1 || isShort(digits)) {
            return true;
        }
        var trunk = Optional.ofNullable(numbers.getNddPrefixForRegion(region, true));
        var whole =
                trunk.isEmpty()
                        || (digits.length() == LONGEST_LOCAL && digits.startsWith(trunk.get()));
        return !whole || parsed(digits).filter(plans::isAssigned).isEmpty();
    }

    private boolean isShort(String digits) {
        return parsed(digits)
                .filter(number -> shorts.isValidShortNumberForRegion(number, region))
                .isPresent();
    }

    private Reading local(String digits) {
        if (Placeholders.isLocal(digits)) {
            return new Reading.Withheld();
        }
        return digits.length() < 2
                ? impossible()
                : new Reading.Read(new Handle(HandleKind.LOCAL, digits));
    }

    private Reading withoutCountry(String digits) {
        var areaMissing =
                !digits.startsWith("+")
                        && digits.length() <= LONGEST_WITHOUT_AREA
                        && parsed(digits)
                                .map(numbers::isPossibleNumberWithReason)
                                .filter(ValidationResult.IS_POSSIBLE_LOCAL_ONLY::equals)
                                .isPresent();
        if (areaMissing) {
            return local(digits);
        }
        return parsed(digits).filter(this::isPlaceholder).isPresent()
                ? new Reading.Withheld()
                : impossible();
    }

    private List<String> spellings(Dialled dialled) {
        var eight =
                Stream.of(dialled.digits())
                        .filter(_ ->
                                numbers.getCountryCodeForRegion(region) == RUSSIA_AND_KAZAKHSTAN)
                        .filter(digits -> PLUS_BEFORE_EIGHT.matcher(digits).matches())
                        .map(digits -> digits.substring(1));
        var abroad =
                Stream.of(dialled.digits())
                        .filter(_ -> DIAL_001.contains(region))
                        .filter(digits -> digits.startsWith("001") && isDialledHere(digits));
        var abroadElse = Stream.of(dialled.digits()).filter(this::isDialledHere);
        return Stream.of(
                        abroad,
                        trunkAfterPlus(dialled),
                        dialled.spellings(),
                        eight,
                        withoutEight(dialled.digits()),
                        abroadElse)
                .flatMap(each -> each)
                .toList();
    }

    /**
     * Whether more than 00 leads abroad here: 001 in Seoul, 0011 in Sydney. Most prefixes of more
     * digits are carriers', and may as well be 00 and the first digits of a country's code.
     */
    private boolean isDialledHere(String digits) {
        return digits.startsWith("00") && parsed(digits).filter(plans::isAssigned).isPresent();
    }

    /**
     * A plus before what is dialled at home, trunk prefix and all: {@code +8 800 …}, {@code +0171
     * …}. No country's code begins with a zero. Behind another digit it is meant so only where it
     * is somebody's here and no number of the world is written just so: {@code +880} and a zero is
     * not how Bangladesh is called.
     */
    private Stream<String> trunkAfterPlus(Dialled dialled) {
        if (!dialled.isInternational()) {
            return Stream.empty();
        }
        var dialledHere = dialled.digits().substring(1);
        if (dialledHere.startsWith("0")) {
            return Stream.of(Dialled.international(dialledHere))
                    .filter(digits -> parsed(digits).filter(plans::isAssigned).isPresent());
        }
        return Stream.concat(
                        Stream.of(dialledHere).filter(this::isDialledByTrunk),
                        withoutEight(dialledHere))
                .filter(_ -> !isOfTheWorld(dialled.digits()));
    }

    /** Whether it is somebody's here, behind a trunk prefix. */
    private boolean isDialledByTrunk(String digits) {
        return parsed(digits)
                .filter(number ->
                        number.getCountryCode() == numbers.getCountryCodeForRegion(region))
                .filter(plans::isAssigned)
                .map(numbers::getNationalSignificantNumber)
                .filter(national -> national.length() < digits.length())
                .isPresent();
    }

    /** Whether it is written as the world writes a number that there is, digit by digit. */
    private boolean isOfTheWorld(String digits) {
        return parsed(digits)
                .filter(plans::isAssigned)
                .map(number -> numbers.format(number, PhoneNumberFormat.E164))
                .filter(digits::equals)
                .isPresent();
    }

    private Stream<String> withoutEight(String dialled) {
        return Stream.of(dialled)
                .filter(digits -> ONCE_EIGHT.contains(region) && digits.startsWith("8"))
                .map(digits -> digits.substring(1))
                .filter(digits -> parsed(digits).filter(plans::isAssigned).isPresent());
    }

    /**
     * What the number is as written, else as its country writes it since the plan was changed, else
     * what its plan has room for.
     */
    private Optional<PhoneNumber> best(List<String> spellings) {
        var read =
                spellings.stream()
                        .flatMap(spelling -> parsed(spelling).stream())
                        .filter(number -> !isShortOnly(number))
                        .toList();
        return Stream.concat(read.stream(), read.stream().flatMap(this::today))
                .filter(plans::isAssigned)
                .findFirst()
                .or(() ->
                        spellings.stream()
                                .filter(PhoneNumbers::isWhole)
                                .flatMap(spelling -> parsed(spelling).stream())
                                .filter(number -> !isShortOnly(number))
                                .filter(plans::hasRoomFor)
                                .findFirst());
    }

    /** A shorter one without country code may as well lack its area or a digit. */
    private static boolean isWhole(String digits) {
        return digits.startsWith("+") || digits.length() > LONGEST_WITHOUT_AREA;
    }

    /** A short number with a country code before it: nobody calls from it, nor is it called so. */
    private boolean isShortOnly(PhoneNumber number) {
        return !plans.isAssigned(number) && shorts.isValidShortNumber(number);
    }

    private Stream<PhoneNumber> today(PhoneNumber former) {
        var national = numbers.getNationalSignificantNumber(former);
        return FormerPlans.today(former.getCountryCode(), national)
                .flatMap(now -> parsed("+" + former.getCountryCode() + now).stream());
    }

    private Reading judged(PhoneNumber number) {
        if (isPlaceholder(number)) {
            return new Reading.Withheld();
        }
        if (!plans.mayCall(number)) {
            return new Reading.Wrong("nobody calls from this number: it is a premium-rate service");
        }
        var e164 = numbers.format(oneForm(number), PhoneNumberFormat.E164);
        return new Reading.Read(new Handle(HandleKind.TEL, e164));
    }

    private boolean isPlaceholder(PhoneNumber number) {
        return Placeholders.isWorlds(
                numbers.format(number, PhoneNumberFormat.E164),
                numbers.getNationalSignificantNumber(number));
    }

    /** Of several forms of a line that all are valid. */
    private PhoneNumber oneForm(PhoneNumber number) {
        var e164 = numbers.format(number, PhoneNumberFormat.E164);
        return TwoForms.today(e164)
                .flatMap(this::parsed)
                .filter(plans::isAssigned)
                .orElseGet(() -> withoutNine(number));
    }

    /** Argentina's mobiles are told with and without a 9; without it no two lines are one. */
    private PhoneNumber withoutNine(PhoneNumber number) {
        var e164 = numbers.format(number, PhoneNumberFormat.E164);
        return number.getCountryCode() == ARGENTINA && e164.startsWith("+549")
                ? parsed("+54" + e164.substring(4)).filter(plans::isAssigned).orElse(number)
                : number;
    }

    private Optional<PhoneNumber> parsed(String digits) {
        try {
            return Optional.of(numbers.parse(digits, region));
        } catch (NumberParseException _) {
            return Optional.empty();
        }
    }

    private Reading notDigits() {
        return new Reading.Wrong(
                "a telephone number has digits only, with + in front at most: write it like "
                        + example());
    }

    private String example() {
        return numbers.format(
                Optional.ofNullable(numbers.getExampleNumberForType(region, PhoneNumberType.MOBILE))
                        .orElseGet(() -> numbers.getExampleNumber(region)),
                PhoneNumberFormat.E164);
    }

    private Reading impossible() {
        return new Reading.Wrong(
                "not a telephone number there can be: write it with + and country code, such as "
                        + example()
                        + ", or as dialled in "
                        + region
                        + "; an internal one has 2 to 7 digits");
    }
}
