"""One search box over everything that is public: what is asked, what is found, the index anew."""
