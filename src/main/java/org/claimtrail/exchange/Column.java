package org.claimtrail.exchange;

/**
 * A column of a table.
 *
 * @param type of its values, as Frictionless calls it
 */
record Column(String name, Type type) {

    enum Type {
        STRING,
        INTEGER,
        NUMBER,
        BOOLEAN
    }

    static Column text(String name) {
        return new Column(name, Type.STRING);
    }

    static Column integer(String name) {
        return new Column(name, Type.INTEGER);
    }

    static Column number(String name) {
        return new Column(name, Type.NUMBER);
    }
}
