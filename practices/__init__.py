"""The shared practice database: the room between the plans and the roof. It has no models yet."""
