package io.recaller.hours;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import net.fortuna.ical4j.data.ContentHandler;

/**
 * Gathers the properties of each event while a file is parsed. What stands in an event's alarms,
 * and all other components, is left out. Counts logical lines.
 */
final class CalendarEvents implements ContentHandler {
    private final Consumer<CalendarProperties> found;
    private final List<String> open = new ArrayList<>();
    private int line;
    private int began;
    private List<CalendarProperties.Property> properties = new ArrayList<>();
    private String name = "";
    private String value = "";
    private Map<String, String> parameters = new HashMap<>();

    CalendarEvents(Consumer<CalendarProperties> found) {
        this.found = found;
    }

    /** The logical line read last. */
    int line() {
        return line;
    }

    @Override
    public void startCalendar() {
        line++;
    }

    @Override
    public void endCalendar() {
        line++;
    }

    @Override
    public void startComponent(String component) {
        line++;
        open.add(component.toUpperCase(Locale.ROOT));
        if (isEvent()) {
            began = line;
            properties = new ArrayList<>();
        }
    }

    @Override
    public void endComponent(String component) {
        line++;
        if (isEvent()) {
            found.accept(new CalendarProperties(began, properties));
        }
        if (!open.isEmpty()) {
            open.removeLast();
        }
    }

    private boolean isEvent() {
        return open.equals(List.of("VEVENT"));
    }

    @Override
    public void startProperty(String property) {
        line++;
        name = property.toUpperCase(Locale.ROOT);
        value = "";
        parameters = new HashMap<>();
    }

    @Override
    public void parameter(String parameter, String content) {
        parameters.put(parameter.toUpperCase(Locale.ROOT), content);
    }

    @Override
    public void propertyValue(String content) {
        value = content;
    }

    @Override
    public void endProperty(String property) {
        if (isEvent()) {
            properties.add(new CalendarProperties.Property(line, name, parameters, value));
        }
    }
}
