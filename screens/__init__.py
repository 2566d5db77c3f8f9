"""The pages: one file a kind. They show a plan and hand every change to its document."""
